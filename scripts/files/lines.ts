/** A place in a file. Lines and columns start at 1; columns count UTF-16 units, as editors do. */
export interface FilePlace {
  readonly line: number;
  readonly column?: number;
}

/** Finds lines and columns in a text. */
export function linesOf(text: string): (offset: number) => Required<FilePlace> {
  const starts = [0];
  for (let at = text.indexOf('\n'); at >= 0; at = text.indexOf('\n', at + 1)) starts.push(at + 1);
  return (offset) => {
    let low = 0;
    let high = starts.length - 1;
    while (low < high) {
      const middle = (low + high + 1) >> 1;
      if ((starts[middle] ?? 0) <= offset) low = middle;
      else high = middle - 1;
    }
    return { line: low + 1, column: offset - (starts[low] ?? 0) + 1 };
  };
}
