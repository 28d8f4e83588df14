import { at, isRecord, type Json, type JsonRecord, records, text } from './json.ts';

/**
 * Says of a query, by its data source and that of its panel, whether Prometheus answers it; `undefined` where the dashboard does not tell.
 * Knows the variables of the dashboard that stand for data sources, and the inputs of an exported one.
 */
export function datasources(board: JsonRecord): (...sources: readonly (Json | undefined)[]) => boolean | undefined {
  const types = new Map<string, string>();
  for (const { name, type, query } of records(at(board, 'templating', 'list')))
    if (type === 'datasource') types.set(text(name) ?? '', text(query) ?? '');
  for (const { name, pluginId } of records(board.__inputs)) types.set(text(name) ?? '', text(pluginId) ?? '');
  const typeOf = (source: Json): string | undefined => {
    if (isRecord(source) && text(source.type)) return text(source.type);
    const id = text(isRecord(source) ? source.uid : source);
    if (id === undefined || id === '') return undefined;
    const variable = /^\$(?:\{(\w+)(?::[^}]+)?\}|(\w+))$/.exec(id);
    if (variable !== null) return types.get(variable[1] ?? variable[2] ?? '');
    if (/^(?:-- \w+ --|__expr__|grafana)$/.test(id)) return id;
    return /prometheus|mimir|thanos|cortex/i.test(id) ? 'prometheus' : /loki|tempo|influx|elastic/i.exec(id)?.[0];
  };
  return (...sources) => {
    // What a mixed panel asks, each of its queries says.
    const told = sources.filter((source) => source !== undefined && source !== null && !isMixed(source));
    const types = told.map((source) => typeOf(source as Json)).filter((type) => type !== undefined);
    return types[0] === undefined || types[0] === 'datasource' ? undefined : isPrometheusType(types[0]);
  };
}

function isMixed(source: Json): boolean {
  return (isRecord(source) ? source.uid : source) === '-- Mixed --';
}

function isPrometheusType(type: string): boolean {
  return /prometheus/.test(type);
}

/** Whether Grafana answers a query itself: an expression over others, or what another panel asked. */
export function isHelper({ datasource }: JsonRecord): boolean {
  const id = isRecord(datasource) ? (text(datasource.uid) ?? text(datasource.type)) : text(datasource);
  return id === '__expr__' || id === '-- Dashboard --' || id === '-- Grafana --' || id === 'grafana';
}
