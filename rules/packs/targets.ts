import { promql } from '../../promql/index.ts';
import { scrape } from '../../servers/index.ts';
import { type RulePack, type Scenario, type Stack, seconds, watchdogAlert } from '../../stacks/model/index.ts';
import { alert, rulePack } from '../alert.ts';
import { scrapedJobs, serviceJobNames } from '../jobs.ts';
import { instanceDown, serviceMissing, targetDown } from './targets/down.ts';
import { flapping, restarting } from './targets/restless.ts';
import { samplesSurged, scrapeSlow } from './targets/scrapes.ts';

/** Whether everything is there and can be read: the services of the system, and the parts that watch them. */
export function targets(stack: Stack): RulePack[] {
  const services = serviceJobNames(stack);
  const jobs = scrapedJobs(stack);
  return [
    rulePack('targets', [
      ...(services.length === 0 ? [] : [instanceDown(services), serviceMissing(services)]),
      targetDown(services),
      flapping,
      ...restarting(jobs),
      scrapeSlow(jobs),
      samplesSurged,
      watchdog,
    ]),
  ];
}

const oldest = 120;

/** Fires as long as fresh samples arrive. A plain `vector(1)` would go on firing with a full disk and no ingestion. */
const watchdog = alert(watchdogAlert, {
  expr: promql`max(timestamp(${scrape.up}{job="prometheus"})) > time() - ${oldest}`,
  for: '0s',
  severity: 'info',
  summary: 'Prometheus reads, stores, evaluates and alerts.',
  description:
    'This alert always fires. When it stops, the heartbeat service has to call somebody: the monitoring itself is broken.',
  runbook: {
    meaning: 'The proof that the whole way from scraping to delivery works. It is supposed to fire.',
    impact: 'None while it fires. When it stops, no other alert can be trusted to arrive.',
    diagnosis:
      'Called because it stopped? Check in this order: is Prometheus up and does it store samples (`prometheus_tsdb_head_samples_appended_total` grows, the disk is not full), does it reach Alertmanager, does Alertmanager reach the heartbeat service?',
    mitigation: 'Mend the first link of that chain that is broken. A full disk frees itself once there is room.',
    queries: [
      {
        ask: 'When was the last sample of Prometheus itself stored?',
        expr: promql`timestamp(${scrape.up}{job="prometheus"})`,
      },
    ],
  },
  scenarios: ({ for: pending, keepFiringFor }) => {
    const [waits, kept] = [pending, keepFiringFor].map((each) => Math.ceil(seconds(each) / 60)) as [number, number];
    return [
      beat('fires', 'fires while samples arrive, and bears one that is missed', `1x${4 + waits} _ 1x5`, '1m', {
        [`${5 + waits}m`]: true,
        [`${10 + waits}m`]: true,
      }),
      // Samples are taken at multiples of the step: the last one 299 and 301 seconds after the first, or whole minutes later.
      beat('quiet', 'stays quiet when the last sample is a second older than it bears', until(299, 13, waits), '13s', {
        [`${7 + later(13, waits) + kept}m`]: false,
      }),
      beat('missing', 'fires until the last sample is as old as it bears', until(301, 7, waits), '7s', {
        [`${7 + later(7, waits) + kept}m`]: true,
        [`${8 + later(7, waits) + kept}m`]: false,
      }),
      beat(
        'recovers',
        'stops when nothing is stored any more, and is back with the first sample',
        `1x${5 + waits} _x${6 + kept} 1x${3 + waits} _x${9 + kept}`,
        '1m',
        {
          [`${6 + waits}m`]: true,
          [`${8 + waits + kept}m`]: false,
          [`${12 + 2 * waits + kept}m`]: true,
          [`${18 + 2 * (waits + kept)}m`]: false,
        },
      ),
      {
        kind: 'quiet',
        title: 'stays quiet when only other targets are read',
        series: { 'up{job="node", instance="node-exporter:9100"}': `1x${5 + waits}` },
        expect: { [`${5 + waits}m`]: [] },
      },
    ];
  },
});

/** How many minutes later a series may end for the alert to fire before that: so many that samples so many seconds apart stand in them as before. */
function later(step: number, waits: number): number {
  return Math.ceil(waits / step) * step;
}

/** Samples so many seconds apart, the last one so late, and later if the alert waits. */
function until(end: number, step: number, waits: number): string {
  return `1x${(end + later(step, waits) * 60) / step}`;
}

function beat(
  kind: Scenario['kind'],
  title: string,
  values: string,
  step: NonNullable<Scenario['step']>,
  expected: Readonly<Record<string, boolean>>,
): Scenario {
  return {
    kind,
    title,
    step,
    series: { 'up{job="prometheus", instance="prometheus:9090"}': values },
    expect: Object.fromEntries(Object.entries(expected).map(([at, fires]) => [at, fires ? [{}] : []])),
  };
}
