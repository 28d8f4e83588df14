type Labels = ReadonlyMap<string, string>;

/**
 * The fewest labels (found by leaving out one after the other, those with the most values kept last) that tell the series of
 * each target apart. Undefined where every label is needed.
 */
export function keyLabels(names: readonly string[], targets: readonly (readonly Labels[])[]): string[] | undefined {
  if (targets.every((series) => series.length <= 1)) return names.length === 0 ? undefined : [];
  const variety = (name: string) =>
    Math.max(...targets.map((series) => new Set(series.map((labels) => labels.get(name))).size));
  // What hardly differs is left out first; of equals the later one, because the first label tends to be the name of the thing.
  const order = names
    .map((name, index) => ({ name, index, variety: variety(name) }))
    .sort((a, b) => a.variety - b.variety || b.index - a.index)
    .map(({ name }) => name);
  let kept = [...names];
  for (const name of order) {
    const fewer = kept.filter((each) => each !== name);
    if (targets.every((series) => areApart(fewer, series))) kept = fewer;
  }
  return kept.length === names.length ? undefined : kept;
}

function areApart(names: readonly string[], series: readonly Labels[]): boolean {
  return new Set(series.map((labels) => JSON.stringify(names.map((name) => labels.get(name))))).size === series.length;
}
