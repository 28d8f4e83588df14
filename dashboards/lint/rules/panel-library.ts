import { isRecord } from '../../json.ts';
import { type DashboardRule, eachPanel } from '../rule.ts';

/** `panel-library` */
export const panelLibrary: DashboardRule = {
  id: 'panel-library',
  severity: 'warning',
  why: 'A library panel lives in the database of one Grafana; a provisioned file does not bring it along.',
  run: eachPanel(({ json }) =>
    isRecord(json.libraryPanel)
      ? { at: ['libraryPanel'], message: 'this is a panel of the library', fix: 'put the panel itself into the file' }
      : undefined,
  ),
};
