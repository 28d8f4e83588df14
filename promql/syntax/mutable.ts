/** A node while the parser still adds to it: behind a selector stand its offset, its range and more. */
export type Mutable<T> = { -readonly [K in keyof T]: T[K] };
