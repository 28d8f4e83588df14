import { refusal } from '../import-dashboard/read.ts';
import type { Terminal } from '../output/terminal.ts';
import type { ImportSloOptions } from './import-slo.ts';

/**
 * Turns files of other tools into TypeScript: SLOs of OpenSLO, or one dashboard. Throws a `NarthexError` for what cannot be carried over,
 * and for several dashboards at once (NX926).
 */
export async function importFiles(
  what: string,
  files: readonly string[],
  options: ImportSloOptions,
  terminal: Terminal,
): Promise<void> {
  if (what === 'slo') {
    const { importSlo } = await import('./import-slo.ts');
    return importSlo(files, options, terminal);
  }
  const [file = '', ...others] = files;
  if (others.length > 0)
    throw refusal('NX926', `${files.length} files are given`, 'give one; each becomes a file of its own');
  const { importDashboard } = await import('./import-dashboard.ts');
  return importDashboard(file, options, terminal);
}
