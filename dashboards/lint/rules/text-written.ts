import { texts } from '../../json.ts';
import { type DashboardRule, type Fault, ofBoard } from '../rule.ts';
import { writeThis } from '../written.ts';

/** Where words of an author stand. */
const places = ['title', 'description', 'noValue', 'content', 'text', 'label', 'name'];

/** At the beginning of the text, or where its second half begins, which says what to do. */
const open = new RegExp(`(?:^|\\*\\*: )${writeThis}: ([^.\\n]*)`);

/** `text-written` */
export const textWritten: DashboardRule = {
  id: 'text-written',
  severity: 'warning',
  why: 'The importer marks what a board needs and a dashboard did not have. Left as it is, people read the mark instead of words that help.',
  run: ofBoard(({ json }): Fault[] =>
    texts(json).flatMap(([value, at]) => {
      const missing = places.includes(String(at.at(-1))) ? open.exec(value)?.[1] : undefined;
      if (missing === undefined) return [];
      return [{ at, message: `nobody has written yet: ${missing || 'this text'}`, fix: `replace '${writeThis}: …'` }];
    }),
  ),
};
