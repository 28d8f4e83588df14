/** A door of the package: what one imports and the source of it. */
export interface Door {
  readonly specifier: string;
  readonly source: string;
}

export function doorsOf(folder: string): Door[];
