import { generatedHeader, type Plan, yaml } from '../stacks/model/index.ts';

/** An object of the Kubernetes API as it is written: what every kind has, and the rest as it comes. */
export interface Manifest {
  readonly apiVersion: string;
  readonly kind: string;
  readonly metadata: {
    readonly name: string;
    readonly namespace?: string;
    readonly labels?: Readonly<Record<string, string>>;
    readonly annotations?: Readonly<Record<string, string>>;
  };
  readonly [field: string]: unknown;
}

/** The text of a manifest file: a header, then the objects as documents in the order given. */
export function manifestText(plan: Plan, manifests: readonly Manifest[]): string {
  return generatedHeader(plan.stack) + manifests.map(yaml).join('---\n');
}
