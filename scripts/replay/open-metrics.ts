import { once } from 'node:events';
import { createWriteStream } from 'node:fs';

/** A file in OpenMetrics format that is being written. */
export interface OpenMetricsFile {
  /** Adds one sample; `time` in milliseconds. Samples of one series have to come in the order of time. */
  readonly sample: (series: string, value: number | string, time: number) => Promise<void> | undefined;
  /** Ends the file. */
  readonly close: () => Promise<void>;
}

/** Characters that are written at once. */
const portion = 1 << 20;

/** Opens a file for samples. They go to disk in portions, however many there are. */
export function openMetricsFile(path: string): OpenMetricsFile {
  const stream = createWriteStream(path);
  let waiting = '';
  const flush = async () => {
    const text = waiting;
    waiting = '';
    if (!stream.write(text)) await once(stream, 'drain');
  };
  return {
    sample: (series, value, time) => {
      waiting += `${series} ${value} ${time / 1000}\n`;
      return waiting.length > portion ? flush() : undefined;
    },
    close: async () => {
      waiting += '# EOF\n';
      await flush();
      stream.end();
      await once(stream, 'close');
    },
  };
}

/** A series as it stands in such a file: `up{instance="a:1",job="api"}`. */
export function seriesText(name: string, labels: Readonly<Record<string, string>>): string {
  const pairs = Object.entries(labels).map(([label, value]) => `${label}="${escaped(value)}"`);
  return pairs.length === 0 ? name : `${name}{${pairs.join(',')}}`;
}

function escaped(value: string): string {
  return value.replaceAll('\\', '\\\\').replaceAll('"', '\\"').replaceAll('\n', '\\n');
}
