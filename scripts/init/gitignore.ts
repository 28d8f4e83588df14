import type { InitProject } from './project.ts';

/** `.gitignore` with the lines that a start needs and that no line of it says yet. */
export function ignoreFile({ start, out }: InitProject, text: string | undefined): string {
  const lines = text?.split(/\r?\n/) ?? [];
  const said = new Set(lines.map(bare));
  const wanted = ['node_modules/', ...(start ? ['build/'] : []), `${out}/`, '.narthex/'];
  const missing = wanted.filter((line) => !said.has(bare(line)));
  if (text === undefined || text === '') return missing.map((line) => `${line}\n`).join('');
  const end = text.includes('\r\n') ? '\r\n' : '\n';
  const whole = missing.length === 0 || text.endsWith('\n') ? text : `${text}${end}`;
  return whole + missing.map((line) => `${line}${end}`).join('');
}

/** `/dist/`, `dist` and `dist/` leave out the same folder. */
function bare(line: string): string {
  return line.trim().replace(/^\/|\/$/g, '');
}
