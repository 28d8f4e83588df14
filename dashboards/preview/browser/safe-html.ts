// Words of a dashboard in Markdown or HTML. Only elements and attributes that are known to be harmless arrive in the page.
import { marked } from 'marked';
import { el } from './dom.ts';

const elements = new Set(
  'a abbr b blockquote br caption code dd del details div dl dt em h1 h2 h3 h4 h5 h6 hr i kbd li ol p pre s small span strong sub summary sup table tbody td th thead tr u ul'.split(
    ' ',
  ),
);
/** What these hold is no text for people. */
const dropped = new Set(['script', 'style', 'iframe', 'object', 'template', 'noscript', 'svg', 'math', 'form']);

/** Markdown as elements. */
export function markdown(text: string): HTMLElement {
  return harmless(String(marked.parse(text, { async: false, gfm: true })));
}

/** HTML as elements, without all that could act. */
export function harmless(html: string): HTMLElement {
  // The content of a template is in no page: nothing of it is loaded or run.
  const template = document.createElement('template');
  template.innerHTML = html;
  const result = el('div', { class: 'prose' });
  copy(template.content, result);
  return result;
}

function copy(from: Element | DocumentFragment, to: Element): void {
  for (const child of from.childNodes) {
    if (child instanceof Text) to.append(child.data);
    if (!(child instanceof Element)) continue;
    const name = child.localName;
    if (dropped.has(name)) continue;
    if (!elements.has(name)) {
      copy(child, to);
      continue;
    }
    // Headings of a text stand below the heading of its panel.
    const heading = /^h([1-6])$/.exec(name)?.[1];
    const made = document.createElement(heading ? `h${Math.min(6, Number(heading) + 3)}` : name);
    const link = child.getAttribute('href') ?? '';
    if (name === 'a' && /^(https?:\/\/|\/|#)/.test(link)) {
      made.setAttribute('href', link);
      if (/^https?:/.test(link)) made.setAttribute('target', '_blank');
      made.setAttribute('rel', 'noreferrer');
    }
    copy(child, made);
    to.append(made);
  }
}
