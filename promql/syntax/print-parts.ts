import type { DurationExpr, LabelMatcher, LabelName, Modifiers, VectorSelector } from './ast.ts';
import { quoted } from './quote.ts';
import { isLabelName, isMetricName, Kind, keywords } from './token.ts';
import { foldDuration } from './walk.ts';

// The parts of an expression as Prometheus writes them: numbers, durations, strings, labels, selectors.

/** A string in double quotes that Prometheus reads back: its lexer takes no U+FFFD that is not escaped, and UTF-8 has no half of a pair. */
export function quotedText(text: string): string {
  return quoted(text.replace(/\p{Surrogate}/gu, '\ufffd')).replaceAll('\ufffd', '\\ufffd');
}

/** A number with all its digits and no exponent, as Go's `FormatFloat(x, 'f', -1, 64)`. */
export function numberText(value: number): string {
  if (Number.isNaN(value)) return 'NaN';
  if (!Number.isFinite(value)) return value < 0 ? '-Inf' : '+Inf';
  if (Object.is(value, -0)) return '-0';
  const text = String(value);
  const [mantissa = '', power] = text.split('e');
  if (power === undefined) return text;
  const sign = mantissa.startsWith('-') ? '-' : '';
  const [whole = '', fraction = ''] = mantissa.slice(sign.length).split('.');
  const digits = whole + fraction;
  const point = whole.length + Number(power);
  if (point <= 0) return `${sign}0.${'0'.repeat(-point)}${digits}`;
  return sign + digits.padEnd(point, '0');
}

const units = [
  // A year and a week are written only when nothing else is: nobody reads 4w2d as a month.
  { name: 'y', milliseconds: 365 * 86_400_000, alone: true },
  { name: 'w', milliseconds: 7 * 86_400_000, alone: true },
  { name: 'd', milliseconds: 86_400_000, alone: false },
  { name: 'h', milliseconds: 3_600_000, alone: false },
  { name: 'm', milliseconds: 60_000, alone: false },
  { name: 's', milliseconds: 1000, alone: false },
  { name: 'ms', milliseconds: 1, alone: false },
];

/** `1h30m`; where that cannot be said in whole milliseconds, the number of seconds. */
export function durationText(seconds: number): string {
  const milliseconds = Math.round(Math.abs(seconds) * 1000);
  if (!Number.isSafeInteger(milliseconds) || milliseconds / 1000 !== Math.abs(seconds)) return numberText(seconds);
  let left = milliseconds;
  let text = '';
  for (const unit of units) {
    const count = Math.floor(left / unit.milliseconds);
    if (count === 0 || (unit.alone && left % unit.milliseconds !== 0)) continue;
    text += `${count}${unit.name}`;
    left -= count * unit.milliseconds;
  }
  return `${seconds < 0 ? '-' : ''}${text || '0s'}`;
}

/** What stands in brackets and behind `offset`. A number of seconds alone becomes a duration, as in Prometheus. */
export function durationExprText(duration: DurationExpr): string {
  return duration.kind === 'DurationLiteral' ? durationText(duration.seconds) : operandText(duration);
}

function operandText(duration: DurationExpr): string {
  return foldDuration(duration, (part, of) => {
    switch (part.kind) {
      case 'DurationLiteral':
        return part.number ? numberText(part.seconds) : durationText(part.seconds);
      case 'DurationCall':
        return `${part.name}(${part.args.map(of).join(', ')})`;
      case 'DurationUnary':
        return part.operator + of(part.expr);
      case 'DurationBinary':
        return `${of(part.left)} ${part.operator} ${of(part.right)}`;
      case 'DurationParen':
        return `(${of(part.expr)})`;
    }
  });
}

/** ` @ 1609746000.000 offset 5m`, with `extended` where it belongs to a selector alone; empty where there is nothing. */
export function modifiersText({ at, offset }: Modifiers, between = ''): string {
  const time = at === undefined ? '' : ` @ ${typeof at.time === 'string' ? `${at.time}()` : instantText(at.time)}`;
  return `${time}${between}${offset === undefined ? '' : ` offset ${durationExprText(offset)}`}`;
}

/** Prometheus keeps milliseconds. */
function instantText(seconds: number): string {
  return (Math.round(seconds * 1000) / 1000 + 0).toFixed(3);
}

/** `(job, "service.name")` */
export function labelsText(labels: readonly LabelName[]): string {
  return `(${labels.map(({ name }) => (isPlainLabel(name) ? name : quotedText(name))).join(', ')})`;
}

function isPlainLabel(name: string): boolean {
  return /^[A-Za-z_]\w*$/.test(name) && isLabelName(keywords.get(name.toLowerCase()) ?? Kind.Identifier);
}

function isPlainMetric(name: string): boolean {
  return /^[A-Za-z_:][\w:]*$/.test(name) && isMetricName(keywords.get(name.toLowerCase()) ?? Kind.Identifier);
}

/** ` anchored`, ` smoothed`, or nothing. */
export function extendedText({ extended }: VectorSelector): string {
  return extended === undefined ? '' : ` ${extended}`;
}

/** A selector without its modifiers: `x{a="b"}`, `{"x.y",a="b"}`. Its matchers are sorted. */
export function selectorText({ name, matchers }: VectorSelector): string {
  const own = name ? matchers.findIndex((each) => isName(each, name)) : -1;
  const labels = matchers.filter((_, index) => index !== own).map(matcherText);
  labels.sort();
  const isPlain = name ? isPlainMetric(name) : false;
  const inner = name && !isPlain ? [quotedText(name), ...labels] : labels;
  const braces = inner.length > 0 || !name ? `{${inner.join(',')}}` : '';
  return `${isPlain ? name : ''}${braces}`;
}

function isName({ name, operator, value }: LabelMatcher, metric: string): boolean {
  return name === '__name__' && operator === '=' && value === metric;
}

function matcherText({ name, operator, value }: LabelMatcher): string {
  const label = /^[A-Za-z_]\w*$/.test(name) ? name : quotedText(name);
  return `${label}${operator}${quotedText(value)}`;
}
