import { yaml } from '../../stacks/model/index.ts';

/**
 * A value for a program that reads YAML, where nobody else does: as JSON, which is YAML as well and written much faster, unless there is
 * a number in it for which JSON has no word.
 */
export function jsonOrYaml(value: unknown): string {
  let without = false;
  const text = JSON.stringify(value, (_, inner: unknown) => {
    without ||= typeof inner === 'number' && !Number.isFinite(inner);
    return inner;
  });
  return without ? yaml(value) : text;
}
