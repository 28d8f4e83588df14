import type { StackDefinition } from '../definition.ts';
import type { Problem } from '../problem.ts';
import type { SecretRef } from '../secret.ts';

/** Keys whose value must be a reference to a secret's file. */
const secretKeys: ReadonlySet<string> = new Set(['url', 'token', 'routingKey', 'password', 'bearerToken']);
/** Of the servers: their URLs are no secrets. */
const serverKeys: ReadonlySet<string> = new Set(['token']);
const none: ReadonlySet<string> = new Set();
/** Forms that only a secret has: a Slack hook, credentials in a URL, a bearer token, a private key. */
const secretForms = [
  /hooks\.slack\.com\/services\/\S+/,
  /^[a-z][a-z0-9+.-]*:\/\/[^/\s:@]+:[^/\s@]+@/,
  /^Bearer \S{8,}/,
  /-----BEGIN [A-Z ]*PRIVATE KEY-----/,
  /\bxox[abprs]-[A-Za-z0-9-]{8,}/,
];

/** A secret's name becomes the name of a file. */
const secretName = /^[a-z0-9]([a-z0-9-]{0,61}[a-z0-9])?$/;

/**
 * NX115: a secret given as a value. The value would end in an artifact, in a repository, in a process list. NX102: a reference
 * whose name no file can have.
 */
export function checkSecrets(definition: StackDefinition): Problem[] {
  const places: [unknown, readonly (string | number)[], ReadonlySet<string>][] = [
    [definition.receivers, ['receivers'], secretKeys],
    [definition.mail, ['mail'], secretKeys],
    [definition.modules, ['modules'], secretKeys],
    [definition.services, ['services'], none],
    [definition.probes, ['probes'], none],
    [definition.prometheus, ['prometheus'], serverKeys],
    [definition.grafana, ['grafana'], none],
    [definition.runbooks, ['runbooks'], none],
    ...Object.entries(definition.environments ?? {}).flatMap(
      ([name, overrides]): [unknown, (string | number)[], ReadonlySet<string>][] => [
        [overrides?.receivers, ['environments', name, 'receivers'], secretKeys],
        [overrides?.services, ['environments', name, 'services'], none],
        [overrides?.prometheus, ['environments', name, 'prometheus'], serverKeys],
        [overrides?.grafana, ['environments', name, 'grafana'], none],
        [overrides?.runbooks, ['environments', name, 'runbooks'], none],
      ],
    ),
  ];
  return places.flatMap(([value, path, keys]) => walk(value, path, keys));
}

function walk(value: unknown, path: readonly (string | number)[], keys: ReadonlySet<string>): Problem[] {
  const key = path.at(-1);
  if (typeof value === 'string') {
    const expected = typeof key === 'string' && keys.has(key);
    if (!expected && !secretForms.some((form) => form.test(value))) return [];
    return [
      {
        code: 'NX115',
        path,
        // The value is not repeated: messages end up in logs.
        message: 'a secret is given as a value',
        fix: `refer to a file: secretFile('${String(key === undefined ? 'name' : key).replace(/[A-Z]/g, (letter) => `-${letter.toLowerCase()}`)}', 'what to put into it')`,
      },
    ];
  }
  if (typeof value !== 'object' || value === null) return [];
  if (isSecretRef(value)) return secretName.test(value.name) ? [] : [badName(value.name, path)];
  const entries = Array.isArray(value) ? [...value.entries()] : Object.entries(value);
  return entries
    .filter(([child]) => child !== 'catalog')
    .flatMap(([child, inner]) => walk(inner, [...path, child], keys));
}

function badName(name: string, path: readonly (string | number)[]): Problem {
  const fix = "use lower-case letters, digits and hyphens, at most 63, like 'slack-webhook-url'";
  return { code: 'NX102', path, message: `'${name}' is not a valid name for the file of a secret`, fix };
}

function isSecretRef(value: object): value is SecretRef {
  return (value as { readonly kind?: unknown }).kind === 'secret';
}
