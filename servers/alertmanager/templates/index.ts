import { htmlTemplates, slackTemplates, textTemplates } from './channels.ts';
import { addresses } from './links.ts';

/** The file beside `alertmanager.yml` in which the messages are written. */
export const templateFile = 'narthex.tmpl';

/**
 * What messages look like, in the template language of Alertmanager; it uses nothing newer than 0.28. They say what, where, since when
 * and how bad, and link to graph, dashboard, runbook, and a form that silences just this.
 */
export function templates(): string {
  return [addresses(), slackTemplates(), textTemplates(), htmlTemplates()].join('');
}
