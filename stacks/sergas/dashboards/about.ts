import type { Row } from 'narthex';
import * as shared from '../../common/boards/about.ts';

/** The last row of a board of Sergas. */
export function about(purpose: string, next: Readonly<Record<string, string>>): Row {
  return shared.about({ stack: 'sergas', team: 'sergas' }, purpose, next);
}
