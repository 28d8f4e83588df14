import { agoText, clockText, dateText, durationText } from './moments.ts';

/** A value as it is shown. Around the number may stand a sign of currency and a unit, which a large number shows smaller. */
export interface Formatted {
  readonly prefix: string;
  readonly text: string;
  readonly suffix: string;
}

type Format = (value: number, decimals: number | undefined) => Formatted;

/** A number with so many decimals; without a number of them, with as many as tell it apart: 0.0123, 1.23, 12.3, 123. */
export function fixed(value: number, decimals = fittingDecimals(value)): string {
  if (!Number.isFinite(value)) return Number.isNaN(value) ? 'NaN' : value > 0 ? '∞' : '-∞';
  const digits = Math.min(20, Math.max(0, decimals));
  const text = Math.abs(value) >= 1e21 ? String(value) : value.toFixed(digits);
  return Number(text) === 0 && text.startsWith('-') ? text.slice(1) : text;
}

/** As many decimals as Grafana takes: three digits that count, none for whole numbers. */
function fittingDecimals(value: number): number {
  if (value % 1 === 0 || !Number.isFinite(value)) return 0;
  return Math.max(0, 2 - Math.floor(Math.log10(Math.abs(value))));
}

const plain =
  (suffix: string): Format =>
  (value, decimals) => ({ prefix: '', text: fixed(value, decimals), suffix: suffix === '' ? '' : ` ${suffix}` });

/** Divides by the factor as often as the steps allow; `from` is the step in which the value is given. */
function scaled(factor: number, steps: readonly string[], from = 0, prefix = ''): Format {
  return (value, decimals) => {
    if (!Number.isFinite(value)) return { prefix: '', text: fixed(value), suffix: '' };
    const power = value === 0 ? 0 : Math.floor(Math.log10(Math.abs(value)) / Math.log10(factor) + 1e-9);
    const taken = Math.min(Math.max(power, -from), steps.length - 1 - from);
    return { prefix, text: fixed(value / factor ** taken, decimals), suffix: steps[from + taken] ?? '' };
  };
}

const metricPrefixes = ['f', 'p', 'n', 'µ', 'm', '', 'k', 'M', 'G', 'T', 'P', 'E', 'Z', 'Y'];
const binaryPrefixes = ['', 'Ki', 'Mi', 'Gi', 'Ti', 'Pi', 'Ei', 'Zi', 'Yi'];
const countSteps = ['', ' K', ' M', ' B', ' T'];

const metric = (unit: string, offset = 0) =>
  scaled(
    1000,
    metricPrefixes.map((prefix) => ` ${prefix}${unit}`),
    metricPrefixes.indexOf('') + offset,
  );
const binary = (unit: string, offset = 0) =>
  scaled(
    1024,
    binaryPrefixes.map((prefix) => ` ${prefix}${unit}`),
    offset,
  );
const counted = (unit: string) =>
  scaled(
    1000,
    countSteps.map((step) => `${step} ${unit}`),
  );
const money = (sign: string) => scaled(1000, ['', 'K', 'M', 'B', 'T'], 0, sign);
const percent =
  (factor: number): Format =>
  (value, decimals) => ({ prefix: '', text: fixed(value * factor, decimals), suffix: '%' });
const worded =
  (word: (value: number, decimals: number | undefined) => string): Format =>
  (value, decimals) => ({ prefix: '', text: word(value, decimals), suffix: '' });

/** Steps of time: from so many seconds on, in units of so many seconds, one or several. */
const timeSteps: readonly (readonly [from: number, size: number, one: string, more: string])[] = [
  [31_536_000, 31_536_000, 'year', 'years'],
  [604_800, 604_800, 'week', 'weeks'],
  [86_400, 86_400, 'day', 'days'],
  [3600, 3600, 'hour', 'hours'],
  [60, 60, 'min', 'mins'],
  [1, 1, 's', 's'],
  [1e-3, 1e-3, 'ms', 'ms'],
  [1e-6, 1e-6, 'µs', 'µs'],
  [0, 1e-9, 'ns', 'ns'],
];

/** A time that is given in units of so many seconds; zero stays in the unit it is given in. */
const time =
  (size: number, zero: string): Format =>
  (value, decimals) => {
    if (value === 0 || !Number.isFinite(value)) return { prefix: '', text: fixed(value), suffix: ` ${zero}` };
    const seconds = value * size;
    const [, step, one, more] = timeSteps.find(([from]) => Math.abs(seconds) >= from * (1 - 1e-12)) ?? [0, 1, 's', 's'];
    const text = fixed(Number((seconds / step).toPrecision(12)), decimals);
    return { prefix: '', text, suffix: ` ${text === '1' ? one : more}` };
  };

const pairs = <T extends Format>(make: (unit: string, offset: number) => T, table: string): [string, Format][] =>
  table.split(' ').map((entry) => {
    const [id = '', unit = '', offset = '0'] = entry.split(':');
    return [id, make(unit, Number(offset))];
  });

/** Every unit that is shown as Grafana shows it, by its id. Others stand behind the number as they are. */
const formats: ReadonlyMap<string, Format> = new Map<string, Format>([
  ['none', plain('')],
  ['string', worded(String)],
  ['short', scaled(1000, ['', ' K', ' Mil', ' Bil', ' Tri', ' Quadr', ' Quint', ' Sext', ' Sept'])],
  ['sishort', metric('')],
  ['percent', percent(1)],
  ['percentunit', percent(100)],
  ['locale', worded((value, digits) => value.toLocaleString('en', { maximumFractionDigits: digits ?? 3 }))],
  ['sci', worded((value, digits) => value.toExponential(digits))],
  ['hex', worded((value) => value.toString(16).toUpperCase())],
  ['hex0x', worded((value) => `0x${value.toString(16).toUpperCase()}`)],
  ['ns', time(1e-9, 'ns')],
  ['µs', time(1e-6, 'µs')],
  ['ms', time(1e-3, 'ms')],
  ['s', time(1, 's')],
  ['m', time(60, 'min')],
  ['h', time(3600, 'hours')],
  ['d', time(86_400, 'days')],
  ['dtdurationms', worded((value, digits) => durationText(value / 1000, digits))],
  ['dtdurations', worded(durationText)],
  ['dthms', worded((value) => clockText(value, false))],
  ['dtdhms', worded((value) => clockText(value, true))],
  ['clockms', worded((value) => clockText(value / 1000, false))],
  ['clocks', worded((value) => clockText(value, false))],
  ['dateTimeAsIso', worded((value) => dateText(value))],
  ['dateTimeAsIsoNoDateIfToday', worded((value) => dateText(value))],
  ['dateTimeAsSystem', worded((value) => dateText(value))],
  ['dateTimeAsLocal', worded((value) => dateText(value))],
  ['dateTimeAsUS', worded((value) => dateText(value))],
  ['dateTimeFromNow', worded((value) => agoText(value, Date.now()))],
  ...pairs(binary, 'bits:b bytes:B kbytes:B:1 mbytes:B:2 gbytes:B:3 tbytes:B:4 binBps:B/s binbps:b/s'),
  ...pairs(metric, 'decbits:b decbytes:B deckbytes:B:1 decmbytes:B:2 decgbytes:B:3 dectbytes:B:4 Bps:B/s bps:b/s'),
  ...pairs(metric, 'KBs:B/s:1 MBs:B/s:2 GBs:B/s:3 Kbits:b/s:1 Mbits:b/s:2 Gbits:b/s:3 pps:p/s hertz:Hz rothz:Hz'),
  ...pairs(metric, 'watt:W kwatt:W:1 joule:J volt:V mvolt:V:-1 amp:A ohm:Ω'),
  ...pairs(
    counted,
    'cps:c/s ops:ops/s reqps:req/s rps:rd/s wps:wr/s iops:io/s eps:evt/s mps:msg/s recps:rec/s rowsps:rows/s',
  ),
  ...pairs(counted, 'cpm:c/m opm:ops/m reqpm:req/m rpm:rd/m wpm:wr/m epm:evts/m mpm:msgs/m'),
  ...pairs(plain, 'celsius:°C fahrenheit:°F kelvin:K degree:° dB:dB humidity:%H rotrpm:rpm pixel:px'),
  ...pairs(money, 'currencyUSD:$ currencyEUR:€ currencyGBP:£ currencyJPY:¥'),
]);

/** The format of a unit that carries its own words: `suffix:users`, `si:m`, `count:jobs`, `currency:CHF`. */
function ownFormat(unit: string): Format {
  const [, kind, own = ''] = /^(prefix|suffix|si|count|currency|time|bool):(.*)$/s.exec(unit) ?? [];
  switch (kind) {
    case 'prefix':
      return (value, decimals) => ({ prefix: own, text: fixed(value, decimals), suffix: '' });
    case 'suffix':
      return plain(own);
    case 'si':
      return metric(own);
    case 'count':
      return counted(own);
    case 'currency':
      return money(own);
    case 'time':
      return worded((value) => dateText(value));
    case 'bool': {
      const [yes = '', no = '-'] = own.split('/');
      return worded((value) => (value === 0 ? no : yes));
    }
    default:
      return plain(unit);
  }
}

/** A value in a unit of Grafana, by the unit's id; no id is none. `decimals` left out takes as many as fit. */
export function formatValue(value: number, unit = 'none', decimals?: number): Formatted {
  return (formats.get(unit) ?? ownFormat(unit))(value, decimals);
}

/** The same as one text. */
export function valueText(value: number, unit?: string, decimals?: number): string {
  const { prefix, text, suffix } = formatValue(value, unit, decimals);
  return `${prefix}${text}${suffix}`;
}
