import { parseDuration } from '../../syntax/number.ts';
import { refuse } from '../fault.ts';
import { millisecondsOf } from '../time.ts';
import { textValue, type Value } from '../value.ts';
import { title, toLower, toUpper } from './case.ts';
import { argument, ofAny, ofTexts, type TemplateFunction, textOf } from './definition.ts';
import { escapeQuery } from './escape.ts';
import { stripDomain, stripPort } from './host.ts';
import { humanize, humanize1024, humanizeDuration, humanizePercentage, humanizeTimestamp } from './humanize.ts';
import { numberOf } from './number.ts';
import { matches, replaceAll } from './replace.ts';

/** The functions that Prometheus adds for alerts. Source: its template reference, and what promtool makes of them. */
export const prometheusFunctions: Readonly<Record<string, TemplateFunction>> = {
  humanize: ofNumber(humanize),
  humanize1024: ofNumber(humanize1024),
  humanizeDuration: ofNumber(humanizeDuration),
  humanizePercentage: ofNumber(humanizePercentage),
  humanizeTimestamp: ofNumber(humanizeTimestamp),
  toTime: ofAny((value) => ({ kind: 'time', milliseconds: millisecondsOf(numberOf(value)) })),
  parseDuration: { takes: ['text'], call: (args) => seconds(textOf(argument(args, 0))) },
  title: ofTexts(1, title),
  toUpper: ofTexts(1, toUpper),
  toLower: ofTexts(1, toLower),
  stripPort: ofTexts(1, stripPort),
  stripDomain: ofTexts(1, stripDomain),
  reReplaceAll: ofTexts(3, replaceAll),
  match: {
    takes: ['text', 'text'],
    call: (args) => ({ kind: 'bool', is: matches(textOf(argument(args, 0)), textOf(argument(args, 1))) }),
  },
  graphLink: ofTexts(1, (query) => `/graph?g0.expr=${escapeQuery(query)}&g0.tab=0`),
  tableLink: ofTexts(1, (query) => `/graph?g0.expr=${escapeQuery(query)}&g0.tab=1`),
  urlQueryEscape: ofTexts(1, escapeQuery),
  safeHtml: { takes: ['text'], call: (args) => ({ kind: 'html', text: textOf(argument(args, 0)) }) },
  args: { takes: [], more: true, call: named },
  externalURL: { takes: [], call: (_, { externalURL }) => textValue(externalURL ?? noAddress()) },
  pathPrefix: { takes: [], call: (_, { externalURL }) => textValue(pathOf(externalURL ?? noAddress())) },
  query: { takes: ['text'], call: () => refuse('the answer of a query needs a server') },
  first: ofSamples(1),
  value: ofSamples(1),
  strvalue: ofSamples(1),
  label: ofSamples(2),
  sortByLabel: ofSamples(2),
  now: { takes: [], call: () => refuse('the time of the evaluation needs a server') },
  toDuration: ofAny(() => refuse('toDuration is not computed here')),
};

function ofNumber(show: (value: number) => string): TemplateFunction {
  return ofAny((value) => textValue(show(numberOf(value))));
}

/** Samples come from a query alone, and that is refused before. */
function ofSamples(count: 1 | 2): TemplateFunction {
  return { takes: count === 1 ? ['samples'] : ['text', 'samples'], call: () => refuse('samples need a server') };
}

function seconds(text: string): Value {
  const length = text === '0' ? 0 : parseDuration(text);
  return typeof length === 'number' ? { kind: 'float', value: length } : refuse(length);
}

function named(args: readonly Value[]): Value {
  return { kind: 'args', entries: new Map(args.map((arg, index) => [`arg${index}`, arg])) };
}

function noAddress(): never {
  return refuse('the external URL of the server is not given');
}

function pathOf(address: string): string {
  try {
    const { pathname } = new URL(address);
    return decodeURIComponent(pathname === '/' && !address.endsWith('/') ? '' : pathname);
  } catch {
    return refuse(`the external URL '${address}' is no URL`);
  }
}
