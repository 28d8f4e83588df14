import { Ajv, type ErrorObject } from 'ajv';
import { findingAt, lineOfPart, type ToolFinding, type ToolInput } from './tools.ts';
import { parse } from './yaml-value.ts';

/** An object with exactly these keys; those of `required` must be there. */
function closed(properties: Readonly<Record<string, unknown>>, required: readonly string[] = []) {
  return { type: 'object', additionalProperties: false, properties, required };
}

function record(values: unknown) {
  return { type: 'object', additionalProperties: values };
}

function list(values: unknown) {
  return { type: 'array', items: values, minItems: 1 };
}

const text = { type: 'string' };
const positive = { type: 'number', exclusiveMinimum: 0 };
const count = { type: 'integer', minimum: 1 };
const duration = { type: 'string', pattern: '^(\\d+(\\.\\d+)?(h|m|s|ms|us))+$' };
const size = { type: 'string', pattern: '^\\d+(b|k|m|g)$' };
const scalar = { type: ['string', 'number', 'boolean', 'null'] };

const volume = {
  anyOf: [
    { type: 'string', pattern: '^[^:]+:/[^:]*(:ro|:rw)?$' },
    closed(
      {
        type: { const: 'bind' },
        source: text,
        target: text,
        read_only: { type: 'boolean' },
        bind: closed({ propagation: { enum: ['rprivate', 'private', 'rshared', 'shared', 'rslave', 'slave'] } }),
      },
      ['type', 'source', 'target'],
    ),
  ],
};

const service = {
  ...closed(
    {
      image: text,
      entrypoint: list(text),
      command: list(text),
      environment: record(scalar),
      user: { type: 'string', pattern: '^\\d+(:\\d+)?$' },
      networks: list(text),
      network_mode: { enum: ['none', 'host'] },
      ports: list({ type: 'string', pattern: '^\\S+:\\d+(/(tcp|udp))?$' }),
      volumes: list(volume),
      tmpfs: list(text),
      secrets: list(text),
      healthcheck: closed(
        {
          test: { type: 'array', items: text, minItems: 2 },
          interval: duration,
          timeout: duration,
          retries: count,
          start_period: duration,
        },
        ['test'],
      ),
      depends_on: record(
        closed({
          condition: { enum: ['service_started', 'service_healthy', 'service_completed_successfully'] },
        }),
      ),
      restart: { enum: ['no', 'always', 'on-failure', 'unless-stopped'] },
      stop_grace_period: duration,
      read_only: { type: 'boolean' },
      cap_drop: list(text),
      cap_add: list(text),
      security_opt: list(text),
      pid: { const: 'host' },
      devices: list(text),
      sysctls: record(scalar),
      cpus: positive,
      mem_limit: size,
      memswap_limit: size,
      pids_limit: count,
      logging: closed({ driver: text, options: record(text) }, ['driver']),
      labels: record(text),
    },
    ['image'],
  ),
  // The Compose specification leaves these keys to whoever writes the file.
  patternProperties: { '^x-': {} },
};

/**
 * The Compose specification as far as our files use it, and nothing beside: a key that we do not write is a mistake. For
 * machines without Docker Compose, which knows the whole of it.
 */
export const composeSchema = closed(
  {
    name: { type: 'string', pattern: '^[a-z0-9][a-z0-9_-]*$' },
    services: record(service),
    networks: record(closed({ internal: { type: 'boolean' } })),
    volumes: record(closed({})),
    secrets: record(closed({ file: text }, ['file'])),
  },
  ['services'],
);

/** What {@link composeSchema} finds in a Compose file. */
export function checkComposeSchema(input: ToolInput): ToolFinding[] {
  const validate = new Ajv({ allErrors: true, strict: false }).compile(composeSchema);
  if (validate(parse(input.text))) return [];
  return (validate.errors ?? []).filter(({ keyword }) => keyword !== 'anyOf').map((error) => finding(input, error));
}

function finding(input: ToolInput, { instancePath, message, params, keyword }: ErrorObject): ToolFinding {
  const path = instancePath.split('/').slice(1).join('.') || 'the file';
  const said =
    keyword === 'additionalProperties'
      ? `${path}: there is no key '${String(params.additionalProperty)}'`
      : `${path}: ${message ?? keyword}${keyword === 'enum' ? ` (${String(params.allowedValues)})` : ''}`;
  const part = /^\/services\/([^/]+)/.exec(instancePath)?.[1];
  return findingAt(input, said, part === undefined ? undefined : lineOfPart(input.text, part), part && `part ${part}`);
}
