/** Numbers that look random and are the same on every run: a linear congruential generator, with the figures of Numerical Recipes. */
function sequence(seed: number): (below: number) => number {
  let state = seed;
  return (below) => {
    state = (Math.imul(state, 1_664_525) + 1_013_904_223) >>> 0;
    return Math.floor((state / 2 ** 32) * below);
  };
}

/** What expressions are made of. */
export interface Ingredients {
  readonly selectors: readonly string[];
  readonly labels: readonly string[];
}

/** Expressions that no person would think of, up to `depth` operators deep. */
export function expressions(count: number, depth: number, { selectors, labels }: Ingredients): string[] {
  const next = sequence(1);
  const one = <Item>(items: readonly Item[]): Item => items[next(items.length)] as Item;
  const chosen = () => labels.filter(() => next(4) === 0);
  const some = () => chosen().join(', ');
  /** No label may be matched and taken over. */
  const manyToOne = () => {
    const on = chosen();
    return `on(${on.join(', ')}) group_left(${chosen()
      .filter((label) => !on.includes(label))
      .join(', ')})`;
  };

  const vector = (deep: number): string => {
    if (deep === 0) return one(selectors);
    const make = one([aggregate, aggregate, call, call, range, binary, binary, binary, set, set, compare, relabel]);
    return make(deep - 1);
  };
  const aggregate = (deep: number) => {
    const operator = one(['sum', 'min', 'max', 'avg', 'count', 'group', 'stddev', 'topk', 'count_values', 'quantile']);
    const param = { topk: '2, ', count_values: '"value", ', quantile: '0.5, ' }[operator] ?? '';
    return `${operator} ${one(['by', 'without'])} (${some()}) (${param}${vector(deep)})`;
  };
  const call = (deep: number) => {
    const func = one([
      'abs',
      'ceil',
      'sgn',
      'sqrt',
      'sort',
      'timestamp',
      'absent',
      'hour',
      'exp',
      'ln',
      'round',
      'clamp',
    ]);
    return `${func}(${vector(deep)}${func === 'clamp' ? ', 0, 5' : ''})`;
  };
  const range = () => {
    const func = one([
      'rate',
      'increase',
      'delta',
      'avg_over_time',
      'last_over_time',
      'count_over_time',
      'changes',
      'deriv',
    ]);
    return `${func}(${one(selectors)}[5m])`;
  };
  const binary = (deep: number) => {
    const matching = one(['', '', `on(${some()})`, `ignoring(${some()})`, manyToOne()]);
    const operator = one(['+', '-', '*', '/', '%', '==', '>', '> bool']);
    return `(${vector(deep)}) ${operator} ${matching} (${vector(deep)})`;
  };
  const set = (deep: number) => {
    const matching = one(['', '', `on(${some()})`, `ignoring(${some()})`]);
    return `(${vector(deep)}) ${one(['and', 'or', 'unless'])} ${matching} (${vector(deep)})`;
  };
  const compare = (deep: number) =>
    `(${vector(deep)}) ${one(['>', '<', '>=', '==', '!='])} ${one(['0', '1', '2', '-1'])}`;
  const relabel = (deep: number) => {
    const inner = vector(deep);
    const [target, source] = [one(labels), one(labels)];
    if (next(2) === 0) return `label_join(${inner}, "${target}", "-", "${source}", "${one(labels)}")`;
    return `label_replace(${inner}, "${target}", "${one(['$1', 'x', '', 'a-$1'])}", "${source}", "${one(['(.*)', '(a.*)', '.+'])}")`;
  };
  return Array.from({ length: count }, () => vector(1 + next(depth)));
}
