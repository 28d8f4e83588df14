import type { ImportedSlo } from './objectives.ts';

/** SLOs as a TypeScript file, for the key `slos` of a stack. */
export function sloSource(slos: readonly ImportedSlo[], files: readonly string[]): string {
  const makers = new Set(slos.map(({ make }) => make));
  const needsPromql = slos.some(({ options }) => options.some(([, source]) => source.startsWith('promql`')));
  const names = [...makers, ...(needsPromql ? ['promql'] : [])].sort();
  return `// Imported from OpenSLO: ${files.join(', ')}. From here on this file is the source; use it as \`slos\` of a stack.
import { ${names.join(', ')}, type Slo } from 'narthex';

export const slos = {
${slos.map(property).join('\n')}
} satisfies Readonly<Record<string, Slo>>;
`;
}

function property({ name, make, options }: ImportedSlo): string {
  const key = /^[a-z][a-z0-9]*$/.test(name) ? name : `'${name}'`;
  const lines = options.map(([option, source]) => {
    const review =
      option === 'lowTraffic'
        ? '    // review: choose { atLeast: n } bad events, { floor: n } events per second, or a reason.\n'
        : '';
    return `${review}    ${option}: ${source},`;
  });
  return `  ${key}: ${make}({\n${lines.join('\n')}\n  }),`;
}
