/** An amount of bytes in powers of 1024, as Kubernetes writes it: `512Mi`, `20Gi`. */
export type Size = `${number}${'Ki' | 'Mi' | 'Gi' | 'Ti'}`;

const unitBytes = { Ki: 1024, Mi: 1024 ** 2, Gi: 1024 ** 3, Ti: 1024 ** 4 } as const;

/** The number of bytes, or `undefined` if the text is not a size. */
export function bytes(text: string): number | undefined {
  const match = /^(\d+(?:\.\d+)?)(Ki|Mi|Gi|Ti)$/.exec(text);
  return match ? Math.round(Number(match[1]) * unitBytes[match[2] as keyof typeof unitBytes]) : undefined;
}

/** The same amount as Prometheus flags and limits write it (`512MB`; its units are powers of 1024 as well). */
export function prometheusSize(size: Size): string {
  return size.replace(/([KMGT])i$/, '$1B');
}

/** The same amount as Compose writes it (`512m`; its units are powers of 1024 as well). */
export function composeSize(size: Size): string {
  return size.replace(/([KMGT])i$/, (_, unit: string) => unit.toLowerCase());
}
