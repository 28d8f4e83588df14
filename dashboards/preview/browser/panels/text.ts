import { text } from '../../data/read.ts';
import { el } from '../dom.ts';
import { withVariables } from '../query.ts';
import { harmless, markdown } from '../safe-html.ts';
import type { Draw } from './drawing.ts';

/** Words of the dashboard itself. */
export const drawText: Draw = ({ panel, place, session }) => {
  const content = withVariables(text(panel, 'options', 'content') ?? text(panel, 'content') ?? '', session);
  const mode = text(panel, 'options', 'mode') ?? text(panel, 'mode') ?? 'markdown';
  const words =
    mode === 'code' ? el('pre', { class: 'code' }, content) : mode === 'html' ? harmless(content) : markdown(content);
  words.classList.add('scrolled');
  words.tabIndex = 0;
  words.setAttribute('role', 'region');
  words.setAttribute('aria-label', text(panel, 'title') || 'Text');
  place.append(words);
  return () => undefined;
};
