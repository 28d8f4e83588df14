// The typed Kubernetes objects of cdk8s-plus-27. Only its generated module of API types is loaded: the package's entry also loads
// constructs that are not used here, for twice the time. `manifest()` turns typed properties into a plain object, without a construct tree.
import * as k8s from 'cdk8s-plus-27/lib/imports/k8s.js';

export { k8s };

/** An amount as Kubernetes writes it: `250m`, `512Mi`. */
export function quantity(text: string): k8s.Quantity {
  return k8s.Quantity.fromString(text);
}

/** A port by number, or by the name that the pod gives it. */
export function port(value: number | string): k8s.IntOrString {
  return typeof value === 'number' ? k8s.IntOrString.fromNumber(value) : k8s.IntOrString.fromString(value);
}
