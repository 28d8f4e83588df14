import { loadAll } from 'js-yaml';
import { type Problem, unknownNameFix } from '../stacks/model/index.ts';
import { checkClosed, type SchemaError } from './closed.ts';
import type { Manifest } from './manifest.ts';
import { type Model, schemas } from './schemas.ts';

/** An object, and the file that it stands in. */
export interface PlacedManifest {
  readonly file: string;
  readonly manifest: Manifest;
}

/**
 * Checks manifests, given as texts by path (all artifacts of a stack may be given: only `kubernetes/**.yaml` is read), by the
 * schemas of Kubernetes and of the Prometheus Operator, with no unknown field allowed. The schemas are loaded when needed.
 */
export async function validateManifests(texts: ReadonlyMap<string, string>): Promise<readonly Problem[]> {
  const { manifests, problems } = readManifests(texts);
  const models = new Map<string, Model | undefined>();
  for (const { manifest } of manifests) {
    const kind = `${manifest.apiVersion} ${manifest.kind}`;
    if (!models.has(kind)) models.set(kind, await schemas[kind]?.());
  }
  return [
    ...problems,
    ...manifests.flatMap((placed) =>
      check(placed, models.get(`${placed.manifest.apiVersion} ${placed.manifest.kind}`)),
    ),
  ];
}

/** The objects of all manifest files, and the files that hold something else. */
export function readManifests(texts: ReadonlyMap<string, string>): {
  readonly manifests: readonly PlacedManifest[];
  readonly problems: readonly Problem[];
} {
  const manifests: PlacedManifest[] = [];
  const problems: Problem[] = [];
  for (const [file, text] of texts) {
    if (!/^kubernetes\/.+\.yaml$/.test(file)) continue;
    try {
      for (const document of loadAll(text)) {
        if (isManifest(document)) manifests.push({ file, manifest: document });
        else problems.push(unreadable(file, 'a document in it is not a Kubernetes object'));
      }
    } catch (error) {
      problems.push(unreadable(file, error instanceof Error ? error.message : String(error)));
    }
  }
  return { manifests, problems };
}

/** The path of an object in a problem: file, then kind and name. */
export function manifestPath({ file, manifest }: PlacedManifest): string[] {
  return [file, `${manifest.kind} ${manifest.metadata.name}`];
}

function isManifest(value: unknown): value is Manifest {
  if (typeof value !== 'object' || value === null) return false;
  const { apiVersion, kind, metadata } = value as Partial<Record<keyof Manifest, unknown>>;
  return (
    typeof apiVersion === 'string' &&
    typeof kind === 'string' &&
    typeof metadata === 'object' &&
    metadata !== null &&
    'name' in metadata
  );
}

function unreadable(file: string, message: string): Problem {
  return { code: 'NX310', path: [file], message, fix: 'synthesise again; do not edit what is generated' };
}

function check(placed: PlacedManifest, model: Model | undefined): Problem[] {
  const { manifest } = placed;
  const path = manifestPath(placed);
  if (model === undefined) {
    const message = `nothing is known about the kind '${manifest.kind}' of '${manifest.apiVersion}'`;
    return [
      {
        code: 'NX311',
        path,
        message,
        fix: unknownNameFix(`${manifest.apiVersion} ${manifest.kind}`, Object.keys(schemas)),
      },
    ];
  }
  const { errors, unknown } = checkClosed(model, manifest);
  return [
    ...unknown.map((field): Problem => {
      const name = String(field.path.at(-1));
      const message = `the schema of ${manifest.kind} has no field '${name}' here; a cluster would drop or refuse it`;
      return { code: 'NX312', path: [...path, ...field.path], message, fix: unknownNameFix(name, field.known) };
    }),
    ...errors.map((error): Problem => {
      const where = error.instancePath.split('/').slice(1).map(step);
      return { code: 'NX313', path: [...path, ...where], message: said(error, manifest, where), fix: fixOf(error) };
    }),
  ];
}

/** A step of a JSON pointer (RFC 6901). */
function step(text: string): string | number {
  return /^\d+$/.test(text) ? Number(text) : text.replaceAll('~1', '/').replaceAll('~0', '~');
}

function said(error: SchemaError, manifest: Manifest, where: readonly (string | number)[]): string {
  if (error.keyword === 'required') return `'${String(error.params.missingProperty)}' is missing`;
  const value = where.reduce<unknown>((inner, key) => (inner as Record<string | number, unknown>)?.[key], manifest);
  return `${JSON.stringify(value)} ${error.message ?? `fails '${error.keyword}'`}`;
}

function fixOf({ keyword, params }: SchemaError): string {
  switch (keyword) {
    case 'required':
      return `give it '${String(params.missingProperty)}'`;
    case 'type':
      return `give it a value of type ${String(params.type)}`;
    case 'enum':
      return `use one of: ${(params.allowedValues as readonly unknown[]).join(', ')}`;
    default:
      return 'give it a value that the Kubernetes API reference allows';
  }
}
