import { text } from '../../json.ts';
import { type DashboardRule, type Fault, ofBoard } from '../rule.ts';

/** `link-nowhere` */
export const linkNowhere: DashboardRule = {
  id: 'link-nowhere',
  severity: 'error',
  why: 'Somebody follows the link because it promises more, and is where he was, or nowhere.',
  run: ofBoard(({ links }): Fault[] =>
    links.flatMap(({ json, path }) => {
      // Menus of dashboards have no address, and links to one by its name, before Grafana 7, neither.
      if (json.type !== undefined && json.type !== 'link') return [];
      const url = (text(json.url) ?? '').trim();
      const wrong = fault(url);
      return wrong === undefined
        ? []
        : [
            {
              at: [...path, 'url'],
              message: `the link '${text(json.title) ?? ''}' ${wrong}`,
              fix: 'give it the address of what it promises, or remove it',
            },
          ];
    }),
  ),
};

function fault(url: string): string | undefined {
  if (url === '') return 'has no address';
  if (/^(?:#.*|\?|javascript:.*|about:blank)$/i.test(url)) return `stays where it is ('${url}')`;
  if (/^\w[\w+.-]*:\/\/\/?$/.test(url)) return `names no server ('${url}')`;
  if (/(?:^|\/)d(?:-solo)?\/*(?:[?#].*)?$/.test(url)) return `names no dashboard ('${url}')`;
  return /(?:^|[/=&?])(?:undefined|null|NaN)(?=$|[/&?#])/.test(url) ? `was put together wrongly ('${url}')` : undefined;
}
