import type { StackDefinition } from '../definition.ts';
import type { Problem } from '../problem.ts';
import type { Stack } from '../stack.ts';
import { unknownKeys } from './environments.ts';

type Path = readonly (string | number)[];

const dnsLabel = /^[a-z0-9]([a-z0-9-]{0,61}[a-z0-9])?$/;

/**
 * Storages to which Prometheus sends its samples. NX102: a name that is none. NX103: one that another has. NX117: a key that no storage
 * has. NX118: a URL to which nothing can be sent.
 */
export function checkRemoteWrite(stack: Stack, definition: StackDefinition): Problem[] {
  const { remoteWrite } = stack.prometheus;
  const overridden = definition.environments?.[stack.environment]?.prometheus?.remoteWrite !== undefined;
  const place: Path = [...(overridden ? ['environments', stack.environment] : []), 'prometheus', 'remoteWrite'];
  return remoteWrite.flatMap((storage, index) => {
    const { name, url } = storage;
    const path = [...place, index];
    return [
      ...unknownKeys(storage, ['name', 'url', 'token'], path, 'something that a remote storage has'),
      ...checkName(name, [...path, 'name']),
      ...(remoteWrite.findIndex((other) => other.name === name) < index ? [taken(name, [...path, 'name'])] : []),
      ...checkUrl(url, [...path, 'url']),
    ];
  });
}

function checkName(name: string, path: Path): Problem[] {
  if (dnsLabel.test(name)) return [];
  const fix = "use lower-case letters, digits and hyphens, at most 63, like 'archive'";
  return [{ code: 'NX102', path, message: `'${name}' is not a valid name of a remote storage`, fix }];
}

function taken(name: string, path: Path): Problem {
  const fix = 'give each its own name; alerts and metrics tell them apart by it';
  return { code: 'NX103', path, message: `there is already a remote storage named '${name}'`, fix };
}

function checkUrl(url: string, path: Path): Problem[] {
  if (/^https?:\/\//.test(url) && URL.canParse(url)) return [];
  const fix = "write where it takes samples, like 'https://metrics.example.org/api/v1/write'";
  return [{ code: 'NX118', path, message: `'${url}' is not a URL`, fix }];
}
