/** `import { a, b } from 'module';`, on several lines where one would be too long. */
export function importLine(module: string, ...names: readonly string[]): string {
  const line = `import { ${names.join(', ')} } from '${module}';`;
  return line.length <= 120 ? line : `import {\n${names.map((name) => `  ${name},\n`).join('')}} from '${module}';`;
}
