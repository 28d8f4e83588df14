import assert from 'node:assert/strict';
import { brotliDecompressSync, gunzipSync } from 'node:zlib';
import { expose, instrument, wholeBody } from '@narthex/instrumentation';
import { seriesKey } from '../exposition.ts';
import { type Client, samplesOf, set, started, textOf } from './given.ts';

const success = (collector: string) => seriesKey('narthex_collector_success', { collector });
const OPENMETRICS = 'application/openmetrics-text;version=1.0.0;q=0.75,text/plain;version=0.0.4;q=0.5,*/*;q=0.1';

/** What a scrape must stand. */
export const scrapes: Readonly<Record<string, (client: Client) => Promise<void>>> = {
  'a collector that throws takes nothing with it and shows': async (client) => {
    const { registry, metrics } = started(client);
    let broken = true;
    new client.Gauge({
      name: 'unruly',
      help: 'U.',
      registers: [registry],
      collect() {
        if (broken) throw new Error('no');
        this.set(1);
      },
    });
    metrics.restarts.inc();
    const samples = await samplesOf(await expose(registry));
    assert.equal(samples.get('restarts_total'), 1);
    assert.equal(samples.has('unruly'), false);
    assert.equal(samples.get(success('unruly')), 0);
    broken = false;
    const mended = await samplesOf(await expose(registry));
    assert.equal(mended.get('unruly'), 1);
    assert.equal(mended.get(success('unruly')), 1);
  },

  'a collector that never answers costs the deadline, and is not called again meanwhile': async (client) => {
    const { registry, metrics } = started(client);
    let calls = 0;
    new client.Gauge({
      name: 'stuck',
      help: 'S.',
      registers: [registry],
      collect: () => {
        calls += 1;
        return new Promise<void>(() => undefined);
      },
    });
    metrics.restarts.inc();
    for (const _ of [1, 2]) {
      const samples = await samplesOf(await expose(registry, { deadline: '30ms' }));
      assert.equal(samples.get('restarts_total'), 1);
      assert.equal(samples.get(success('stuck')), 0);
    }
    assert.equal(calls, 1);
  },

  'arrays that the client was given as label values are escaped': async (client) => {
    const { registry } = started(client);
    const gauge = new client.Gauge({ name: 'listed', help: 'L.', labelNames: ['a'], registers: [registry] });
    gauge.set({ a: ['"\n'] as unknown as string }, 1);
    assert.equal((await samplesOf(await expose(registry))).get('listed{a="\\"\\n"}'), 1);
  },

  'OpenMetrics comes to those who ask for it, with its end and its names': async (client) => {
    const { registry, metrics } = started(client);
    new client.Counter({ name: 'beside_total', help: 'B "quoted".', registers: [registry] }).inc(2);
    metrics.requests.inc({ method: 'GET', route: '/' });
    const exposed = await expose(registry, { accept: OPENMETRICS });
    assert.match(exposed.headers['content-type'] ?? '', /^application\/openmetrics-text; version=1\.0\.0/);
    const text = await textOf(exposed);
    assert.match(text, /^# HELP beside B \\"quoted\\"\.$/m);
    assert.match(text, /^# TYPE beside counter$/m);
    assert.match(text, /^beside_total 2$/m);
    assert.match(text, /^# TYPE requests counter$/m);
    assert.match(text, /^requests_total\{method="GET",route="\/"\} 1$/m);
    assert.match(text, /\n# EOF\n$/);
    const plain = await expose(registry, { accept: 'text/plain' });
    assert.match(plain.headers['content-type'] ?? '', /^text\/plain; version=0\.0\.4/);
    assert.doesNotMatch(await textOf(plain), /EOF/);
  },

  'compression is what the scraper asks for, and the text inside is the same': async (client) => {
    const { registry, metrics } = started(client);
    for (let id = 0; id < 2_000; id += 1) metrics.depth.set({ queue: `queue-${id}` }, id);
    const plain = await wholeBody(await expose(registry));
    for (const [acceptEncoding, unpack] of [
      ['gzip', gunzipSync],
      ['br', brotliDecompressSync],
    ] as const) {
      const exposed = await expose(registry, { acceptEncoding });
      assert.equal(exposed.headers['content-encoding'], acceptEncoding);
      const packed = await wholeBody(exposed);
      assert.ok(packed.byteLength < plain.byteLength / 5);
      assert.equal(unpack(packed).toString(), plain.toString());
    }
    assert.equal('content-encoding' in (await expose(registry, { acceptEncoding: 'zstd, gzip;q=0' })).headers, false);
  },

  'a large registry is written in pieces between which others have their turn': async (client) => {
    const registry = new client.Registry();
    const { duration } = instrument({ duration: set.duration }, { registry, maxSeries: 30_000 });
    for (let id = 0; id < 30_000; id += 1) duration.observe({ kind: `kind-${id}` }, 1);
    let turns = 0;
    let running = true;
    const turn = () => {
      turns += 1;
      if (running) setImmediate(turn);
    };
    setImmediate(turn);
    const pieces: Uint8Array[] = [];
    for await (const piece of (await expose(registry)).body) pieces.push(piece);
    running = false;
    assert.ok(pieces.length > 50, `${pieces.length} pieces`);
    assert.ok(pieces.every((piece) => piece.byteLength < 100_000));
    assert.ok(turns > 3, `${turns} turns`);
    const counts =
      Buffer.concat(pieces)
        .toString()
        .match(/^duration_seconds_count\{kind="kind-\d+"\} 1$/gm) ?? [];
    assert.equal(new Set(counts).size, 30_000);
  },

  'leaving off in the middle of an answer does no harm': async (client) => {
    const { registry, metrics } = started(client);
    for (let id = 0; id < 1_999; id += 1) metrics.duration.observe({ kind: `kind-${id}` }, 1);
    for (const acceptEncoding of [undefined, 'gzip']) {
      for await (const piece of (await expose(registry, { acceptEncoding })).body) {
        assert.ok(piece.byteLength > 0);
        break;
      }
    }
    assert.equal((await samplesOf(await expose(registry))).get('duration_seconds_count{kind="kind-7"}'), 1);
  },
};
