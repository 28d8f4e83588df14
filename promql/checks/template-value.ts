import type { Shape } from '../infer/shape.ts';
import { sameScale, unitText } from '../infer/units.ts';
import { readTemplate } from '../template/references.ts';
import type { Check } from './check.ts';
import { unlikeUnits } from './unlike-units.ts';

/** NX533 */
export const templateValue: Check = {
  code: 'NX533',
  name: 'template-value',
  severity: 'error',
  title: 'A value shown in a unit that it does not have.',
  why: '`humanizeDuration` of bytes says "2 years" of two gigabytes free, `humanizePercentage` of 5 says 500 %. Somebody reads it at night and believes it.',
  bad: [
    {
      expr: 'process_resident_memory_bytes > 1e9',
      usage: { kind: 'alert', annotations: { summary: 'uses {{ $value | humanizeDuration }}' } },
      says: 'humanize1024',
    },
    {
      expr: 'time() - process_start_time_seconds < 60',
      usage: { kind: 'alert', annotations: { summary: 'started {{ $value | humanizePercentage }} ago' } },
      says: 'humanizeDuration',
    },
  ],
  good: [
    {
      expr: 'process_resident_memory_bytes > 1e9',
      usage: { kind: 'alert', annotations: { summary: 'uses {{ $value | humanize1024 }}B' } },
    },
    {
      expr: 'cache_hit_ratio < 0.5',
      usage: { kind: 'alert', annotations: { summary: '{{ $value | humanizePercentage }}' } },
    },
  ],
  *run(context) {
    const { expr, infer, usage } = context;
    if (usage.kind !== 'alert') return;
    const shape = infer.of(expr);
    for (const [name, text] of Object.entries(usage.annotations)) {
      if (!text.includes('{{')) continue;
      for (const { of, through } of readTemplate(text).references) {
        const shown = through.find((each) => each.startsWith('humanize'));
        if (of !== 'value' || shown === undefined || shape.unit === undefined || fits(shown, shape)) continue;
        // Once both sides have one unit, the value may well have this one.
        if ([...unlikeUnits.run(context)].length > 0) continue;
        yield {
          span: expr,
          at: `annotations.${name}`,
          message: `${shown} shows ${expected[shown]}, and the value is ${isPlain(shape) ? 'a plain number' : `in ${unitText(shape.unit)}`}`,
          fix: `use ${better(shape)}`,
        };
      }
    }
  },
};

const expected: Readonly<Record<string, string>> = {
  humanizeDuration: 'seconds as a length of time',
  humanizePercentage: 'a ratio as a percentage',
  humanizeTimestamp: 'a point in time',
  humanize1024: 'bytes',
};

function fits(shown: string, shape: Shape): boolean {
  const { unit, scale } = shape;
  if (unit === undefined || !Object.hasOwn(expected, shown)) return true;
  const powers = Object.entries(unit.powers);
  const only = (name: string) => powers.length === 1 && unit.powers[name] === 1;
  switch (shown) {
    case 'humanizeDuration':
      return only('seconds') && !unit.instant && sameScale(scale, 1);
    case 'humanizePercentage':
      return powers.length === 0 && sameScale(scale, 1);
    case 'humanizeTimestamp':
      return only('seconds') && unit.instant === true;
    default:
      // A plain number in powers of 1024 is odd, but nobody is led astray.
      return powers.length === 0 || unit.powers.bytes === 1;
  }
}

function isPlain({ unit }: Shape): boolean {
  return unit !== undefined && Object.keys(unit.powers).length === 0;
}

function better({ unit }: Shape): string {
  if (unit?.instant) return 'humanizeTimestamp';
  if (unit?.powers.bytes === 1) return 'humanize1024, followed by B';
  if (unit?.powers.seconds === 1 && Object.keys(unit.powers).length === 1) return 'humanizeDuration';
  return 'humanize';
}
