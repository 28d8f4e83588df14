import { variableQuery } from '../../promql/index.ts';
import { prometheusFormat } from './formats.ts';
import { intervalMilliseconds } from './intervals.ts';
import { seriesName } from './legend.ts';
import { replaceMacros } from './macros.ts';
import { sortOptions, type VariableSort } from './sort.ts';
import { interpolate, type Option, type Variables } from './variables.ts';

/** A question to Prometheus's HTTP API. */
export interface ApiRequest {
  readonly path: string;
  readonly params: Readonly<Record<string, string>>;
}

/** The query of a variable with what stands around it. Times in milliseconds since 1970. */
export interface VariableRequest {
  readonly query: string;
  readonly from: number;
  readonly to: number;
  /** Variables that stand before it. */
  readonly variables: Variables;
  readonly timeInterval?: string | undefined;
  readonly specialChars?: boolean;
}

/** `data` of the answer: names, a list of series, or the result of a query. */
export type VariableAnswer =
  | readonly string[]
  | readonly Readonly<Record<string, string>>[]
  | {
      readonly resultType: string;
      readonly result:
        | readonly [number, string]
        | readonly { readonly metric: Readonly<Record<string, string>>; readonly value: readonly [number, string] }[];
    };

/** What Prometheus is asked for the options of a variable. Source: `PrometheusMetricFindQuery` of @grafana/prometheus. */
export function variableRequest(request: VariableRequest): ApiRequest {
  const { from, to } = request;
  const range = { start: String(Math.floor(from / 1000)), end: String(Math.ceil(to / 1000)) };
  const asked = variableQuery(expanded(request));
  switch (asked.kind) {
    case 'label_values':
      return { path: `/api/v1/label/${asked.label}/values`, params: { ...matching(asked.expr), ...range } };
    case 'label_names':
      return {
        path: '/api/v1/labels',
        params: { ...matching(asked.expr && `{__name__=~".*${asked.expr}.*"}`), ...range },
      };
    case 'metrics':
      return {
        path: '/api/v1/label/__name__/values',
        params: { ...matching(`{__name__=~"${asked.regexp}"}`), ...range },
      };
    case 'query_result':
      return { path: '/api/v1/query', params: { query: asked.expr, time: String(to / 1000) } };
    case 'series':
      return { path: '/api/v1/series', params: { ...matching(asked.expr), ...range } };
  }
}

const matching = (selector: string | undefined) => (selector ? { 'match[]': selector } : {});

/** Here the interval is the data source's, and there is no rate interval: Grafana leaves it as it stands. */
function expanded({ query, from, to, variables, timeInterval = '15s', specialChars = false }: VariableRequest): string {
  const text = interpolate(query, variables, { format: prometheusFormat({ specialChars }) });
  return replaceMacros(text, { step: intervalMilliseconds(timeInterval), range: to - from });
}

/** The texts of an answer, one per option, as Grafana writes them before the regular expression. Throws an Error for a range vector. */
export function answeredTexts(answer: VariableAnswer): string[] {
  if (!('resultType' in answer)) return answer.map((each) => (typeof each === 'string' ? each : seriesName(each)));
  const { resultType, result } = answer;
  if (resultType === 'scalar' || resultType === 'string') return [String(result[1])];
  if (resultType !== 'vector') throw new Error(`a variable cannot be made of a ${resultType}`);
  return result.map((sample) => {
    if (typeof sample !== 'object') return String(sample);
    const [time, value] = sample.value;
    return `${seriesName(sample.metric)} ${value} ${time * 1000}`;
  });
}

/**
 * The options of a variable from the texts of an answer: what its regular expression takes of each (groups named `value` and `text`, else
 * the first group, else all of it), each value once, sorted. Source: `metricNamesToVariableValues` of @grafana/scenes.
 */
export function variableOptions(texts: readonly string[], regex = '', sort: VariableSort = 0): readonly Option[] {
  const options = regex === '' ? texts.map(same) : texts.flatMap((text) => matched(text, pattern(regex)));
  const unique = options.filter(({ value }, index) => options.findIndex((other) => other.value === value) === index);
  return sortOptions(unique, sort);
}

const same = (text: string): Option => ({ value: text, text });

/** `/…/flags`, else what the whole text has to be. Throws an Error for a `/` without its end. Source: `stringToJsRegex` of @grafana/data. */
function pattern(text: string): RegExp {
  if (!text.startsWith('/')) return new RegExp(`^${text}$`);
  const [, source, flags] = /^\/(.*?)\/(g?i?m?y?s?)$/.exec(text) ?? [];
  if (source === undefined) throw new Error(`'${text}' is no regular expression`);
  return new RegExp(source, flags);
}

function matched(text: string, regex: RegExp): Option[] {
  const matches = regex.global ? [...text.matchAll(regex)] : [regex.exec(text)].filter((match) => match !== null);
  const [first] = matches;
  if (first === undefined) return [];
  const value = matches.find(({ groups }) => groups?.value)?.groups?.value;
  const shown = matches.find(({ groups }) => groups?.text)?.groups?.text;
  if (value !== undefined || shown !== undefined) return [{ value: value ?? shown ?? '', text: shown ?? value ?? '' }];
  if (first.length < 2) return [same(text)];
  return matches.map(([, group = '']) => same(group));
}
