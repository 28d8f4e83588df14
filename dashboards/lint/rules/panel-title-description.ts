import { text } from '../../json.ts';
import { type DashboardRule, eachPanel } from '../rule.ts';

/** `panel-title-description` */
export const panelTitleDescription: DashboardRule = {
  id: 'panel-title-description',
  severity: 'warning',
  why: 'At night a graph without words is a riddle: what is it, and is this much?',
  run: eachPanel(({ json, withoutData }) => {
    if (withoutData) return undefined;
    const missing = ['title', 'description'].filter((key) => !text(json[key])?.trim());
    if (missing.length === 0) return undefined;
    const fix = 'say what it shows, why it matters, and what to do when it looks bad';
    return { message: `the panel has no ${missing.join(' and no ')}`, fix };
  }),
};
