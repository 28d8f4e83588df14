import { readdirSync, readFileSync } from 'node:fs';
import { join } from 'node:path';
import { defaultSettings } from '../../stacks/model/index.ts';
import { anchorOf, cell, generated, table } from './markdown.ts';
import { type Field, type TypeText, typesOf } from './types.ts';

/** What an author writes that no key of the definition names: what stands in a call. */
const calls: Readonly<Record<string, string>> = {
  MetricOptions: 'The second part of `counter`, `gauge`, `histogram` and `summary`.',
  PostgresExporterOptions: '`postgresExporter({ … })`.',
  RedisExporterOptions: '`redisExporter({ … })`.',
  PushgatewayOptions: '`pushgateway({ … })`.',
  PostgresServer: '`postgresServer({ … })`.',
  Simulation: '`simulated({ … })`.',
};

/** Where the types stand that an author meets, and a type by the same name elsewhere is another. */
const folders = ['stacks/model', 'exporters', 'servers', 'exporters/instrumentation'];

/** Types of Narthex itself that a definition only passes on: no author writes one. */
const passedOn = new Set([
  ...[
    'Exporter',
    'Workload',
    'Expression',
    'ServiceContext',
    'Stack',
    'RunByStack',
    'Deployed',
    'MetricSet',
    'Definition',
  ],
  ...['CounterDefinition', 'GaugeDefinition', 'HistogramDefinition', 'SummaryDefinition', 'WatchedLevel', 'Unnoticed'],
]);

/** Every type of the folders by its name. What another folder has under the same name is called after metrics. */
export function typesIn(root: string): ReadonlyMap<string, TypeText> {
  const found = new Map<string, TypeText>();
  for (const folder of folders) {
    const files = readdirSync(join(root, folder)).filter((file) => file.endsWith('.ts'));
    const types = files.sort().flatMap((file) => typesOf(readFileSync(join(root, folder, file), 'utf8')));
    const taken = new Set(types.map(({ name }) => name).filter((name) => found.has(name)));
    const ofMetrics = (text: string) =>
      text.replace(/\b[A-Z]\w+/g, (name) => (taken.has(name) ? `Metric${name}` : name));
    for (const { name, alias, fields, ...rest } of types) {
      found.set(ofMetrics(name), {
        ...rest,
        name: ofMetrics(name),
        alias: alias === undefined ? undefined : ofMetrics(alias),
        fields: fields.map((field) => ({ ...field, type: ofMetrics(field.type) })),
      });
    }
  }
  return found;
}

/** The types that a definition is made of, from the outside to the inside: what one names comes after it. */
export function definitionTypes(types: ReadonlyMap<string, TypeText>): TypeText[] {
  const order: TypeText[] = [];
  const waiting = ['StackDefinition', ...Object.keys(calls)];
  for (const name of waiting) {
    const type = types.get(name);
    if (type === undefined || order.includes(type)) continue;
    order.push(type);
    waiting.push(...namesIn(type, types));
  }
  return order;
}

/** The names of other types in one. */
function namesIn({ fields, alias = '', extends: base = '' }: TypeText, types: ReadonlyMap<string, TypeText>): string[] {
  const text = [base, alias, ...fields.map(({ type }) => type)].join(' ');
  return [...text.matchAll(/\b[A-Z]\w+/g)]
    .map(([name]) => name)
    .filter((name) => types.has(name) && !passedOn.has(name));
}

/** `configuration.md`: every key of a definition, from the types and their comments. `root` is the repository's folder. */
export function configurationPage(root: string): string {
  const types = typesIn(root);
  const shown = definitionTypes(types);
  return `${generated('the types of a definition')}

# Configuration

Every key that a definition may have, from the types that the compiler checks it with. It begins with the definition itself; a type in the second column has
a section of its own. What the keys are for, with examples: [the definition](../definition.md).

${shown.map((type) => section(type, types, new Set(shown.map(({ name }) => name)))).join('\n')}`;
}

function section(type: TypeText, types: ReadonlyMap<string, TypeText>, shown: ReadonlySet<string>): string {
  const base =
    type.extends === undefined || !shown.has(type.extends)
      ? ''
      : `It has the keys of [${type.extends}](#${anchorOf(type.extends)}) as well.`;
  const about = [calls[type.name], type.doc, base].filter(Boolean).join(' ');
  if (type.alias !== undefined) {
    return `## ${type.name}\n\n${about}\n\n\`\`\`typescript\n${type.alias.replace(/^\n/, '')}\n\`\`\`\n`;
  }
  const rows = type.fields.map((field) => [
    `\`${field.name}\``,
    linked(field, shown),
    field.optional ? 'no' : 'yes',
    cell(field.doc === '' ? docOfType(field, types) : field.doc) + defaultOf(type.name, field.name),
  ]);
  return `## ${type.name}\n\n${about}\n\n${table(['key', 'type', 'needed', 'meaning'], rows)}\n`;
}

/** A type for people: lists and names said short, with links to the sections of the types in it. */
function linked({ type }: Field, shown: ReadonlySet<string>): string {
  const names = [...type.matchAll(/\b[A-Z]\w+/g)].map(([name]) => name).filter((name) => shown.has(name));
  const links = [...new Set(names)].map((name) => `[${name}](#${anchorOf(name)})`);
  return [`\`${cell(simplified(type))}\``, ...links].join(' ');
}

function simplified(type: string): string {
  return type
    .replace(/NoInfer<(\w+)>/g, '$1')
    .replace(/<[A-Z](?:, [A-Z](?: \| keyof typeof \w+)?)*>/g, '')
    .replace(/Readonly<Record<(\w+), ([^<>]+)>>/g, '{ [name: $1]: $2 }')
    .replace(/\breadonly /g, '');
}

/** What is said of a key whose type says it already. */
function docOfType({ type }: Field, types: ReadonlyMap<string, TypeText>): string {
  const name = /\b[A-Z]\w+/.exec(type.replace(/\b(?:Readonly|Record|Partial|NoInfer)\b/g, ''))?.[0];
  return types.get(name ?? '')?.doc ?? '';
}

/** The default of a setting of the servers. */
function defaultOf(type: string, key: string): string {
  const server = /^(Prometheus|Alertmanager|Grafana)Settings$/.exec(type)?.[1]?.toLowerCase();
  const settings = Object.entries(defaultSettings).find(([name]) => name === server)?.[1] ?? {};
  const value: unknown = Object.entries(settings).find(([name]) => name === key)?.[1];
  return value === undefined ? '' : ` Default: \`${JSON.stringify(value).replaceAll('"', "'")}\`.`;
}
