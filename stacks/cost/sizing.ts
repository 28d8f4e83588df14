import { bytes, type Size } from '../model/index.ts';
import {
  BYTES_PER_SAMPLE,
  COMPACTION_HEADROOM,
  HEAD_SECONDS,
  LEAST_MEMORY,
  LEAST_SAMPLE_LIMIT,
  LOG_BYTES_PER_SAMPLE,
  MEMORY_HEADROOM,
  MEMORY_OF_PROCESS,
  MEMORY_PER_HEAD_SAMPLE,
  MEMORY_PER_SERIES,
  SAMPLE_HEADROOM,
} from './constants.ts';

/**
 * Bytes on disk: `retention × samples/s × bytes per sample` (Prometheus documentation, Storage, "Operational aspects"), a fifth more
 * for compaction, and the log and chunks of the head. `retention` is in seconds.
 */
export function diskBytes(samplesPerSecond: number, retention: number): number {
  const blocks = retention * samplesPerSecond * BYTES_PER_SAMPLE * COMPACTION_HEADROOM;
  // What is younger than the head's reach lies in the log, whatever the retention.
  const head = HEAD_SECONDS * samplesPerSecond * LOG_BYTES_PER_SAMPLE;
  return Math.round(blocks + head);
}

/** Bytes of memory that series and the samples of the head take, without the process itself (sources at the constants). */
export function seriesMemoryBytes(series: number, samplesPerSecond: number): number {
  return Math.round(series * MEMORY_PER_SERIES + samplesPerSecond * HEAD_SECONDS * MEMORY_PER_HEAD_SAMPLE);
}

/** Bytes of memory of a Prometheus with so many series. */
export function memoryBytes(series: number, samplesPerSecond: number): number {
  return MEMORY_OF_PROCESS + seriesMemoryBytes(series, samplesPerSecond);
}

/** The memory limit for a predicted use: twice as much, rounded up to a size that people would choose, at least 512 MiB. */
export function memoryLimit(predicted: number): Size {
  return sizeAtLeast(Math.max(LEAST_MEMORY, predicted * MEMORY_HEADROOM));
}

/** The sample limit for what a scrape is predicted to bring: three times as much or the `most` that is declared, rounded up. */
export function sampleLimit(predicted: number, most: number): number {
  return countAtLeast(Math.max(LEAST_SAMPLE_LIMIT, predicted * SAMPLE_HEADROOM, most));
}

/** The next number of 1, 1.5, 2, 3, 5, 7.5 times a power of ten. */
export function countAtLeast(number: number): number {
  for (let power = 1; ; power *= 10) {
    const fitting = [1, 1.5, 2, 3, 5, 7.5].map((step) => step * power).find((step) => step >= number);
    if (fitting !== undefined) return Math.ceil(fitting);
  }
}

/** The next size of a power of two, or one and a half times that: `512Mi`, `768Mi`, `1Gi`, `1536Mi`, `2Gi`. */
export function sizeAtLeast(number: number): Size {
  for (let mebibytes = 1; ; mebibytes *= 2) {
    const fitting = [mebibytes, mebibytes * 1.5].find((step) => Number.isInteger(step) && step * 1_024 ** 2 >= number);
    if (fitting !== undefined) return fitting % 1_024 === 0 ? `${fitting / 1_024}Gi` : `${fitting}Mi`;
  }
}

/** Bytes as people read them: `1.4 GiB`. */
export function bytesText(number: number): string {
  const units = ['B', 'KiB', 'MiB', 'GiB', 'TiB'];
  const step = Math.min(units.length - 1, number < 1 ? 0 : Math.floor(Math.log2(number) / 10));
  const value = number / 1_024 ** step;
  return `${value >= 100 || step === 0 ? Math.round(value) : Math.round(value * 10) / 10} ${units[step]}`;
}

/** The bytes of a size that validation has accepted. */
export function sizeBytes(size: Size): number {
  return bytes(size) ?? 0;
}

/** A count as people read it: `2,640`; of small ones the tenths, `0.4`. */
export function countText(number: number): string {
  const rounded = Math.abs(number) >= 10 ? Math.round(number) : Math.round(number * 10) / 10;
  const [whole = '', tenths] = String(rounded).split('.');
  return `${whole.replace(/\B(?=(\d{3})+$)/g, ',')}${tenths === undefined ? '' : `.${tenths}`}`;
}
