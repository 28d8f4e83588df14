import { text } from '../../json.ts';
import { type DashboardRule, type Fault, ofBoard } from '../rule.ts';

/** `link-context` */
export const linkContext: DashboardRule = {
  id: 'link-context',
  severity: 'warning',
  why: 'A link that forgets the time range and the chosen values leads to another incident than the one on the screen.',
  run: ofBoard(({ links }): Fault[] =>
    links.flatMap(({ json, path }) => {
      const url = text(json.url) ?? '';
      const top = path[0] === 'links';
      if (top ? json.type !== 'dashboards' && !url.includes('/d/') : !/(^|\/)d\//.test(url)) return [];
      const time = json.keepTime === true || /\$\{?__url_time_range|\bfrom=/.test(url);
      const values = json.includeVars === true || /\bvar-|:queryparam\}|\$\{?__all_variables/.test(url);
      if (time && values) return [];
      const lost = [...(time ? [] : ['the time range']), ...(values ? [] : ['the chosen values'])].join(' and ');
      const fix = top
        ? 'set keepTime and includeVars to true'
        : 'add $__url_time_range and &var-name=$name to the address';
      return [{ at: path, message: `the link '${text(json.title) ?? ''}' loses ${lost}`, fix }];
    }),
  ),
};
