/**
 * The object with one more property, which is made when somebody first asks for it. For what takes time to make and is seldom asked
 * for; a copy of the object has it made.
 */
export function lazily<T extends object, K extends string, V>(
  object: T,
  key: K,
  make: () => V,
): T & { readonly [name in K]: V } {
  let made: { readonly value: V } | undefined;
  const get = () => {
    made ??= { value: make() };
    return made.value;
  };
  return Object.defineProperty(object, key, { enumerable: true, configurable: true, get }) as T & {
    readonly [name in K]: V;
  };
}
