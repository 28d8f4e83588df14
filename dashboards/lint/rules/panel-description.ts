import { text } from '../../json.ts';
import { type DashboardRule, eachPanel } from '../rule.ts';

/** Fewer words cannot say what it is and what to do. */
const fewest = 6;

/** `panel-description` */
export const panelDescription: DashboardRule = {
  id: 'panel-description',
  severity: 'warning',
  why: 'A description that repeats the title helps nobody: what does it show, why does it matter, what is to be done?',
  run: eachPanel(({ json, withoutData }) => {
    const description = text(json.description)?.trim() ?? '';
    if (withoutData || description === '' || description.split(/\s+/).length >= fewest) return undefined;
    const message = `the description says no more than '${description}'`;
    return { at: ['description'], message, fix: 'say what it shows, why, and what to do when it looks bad' };
  }),
};
