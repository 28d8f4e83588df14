import { Marked, type MarkedExtension, type Token, type Tokens } from 'marked';

/** The place of relative links while they are resolved; no page is really there. */
const base = 'http://runbooks.invalid/';

/** Gives the address of a link as it stands in the HTML, or nothing where it may not be followed. */
export type FollowLink = (href: string) => string | undefined;

/** HTML in a page is text: nobody needs it, and whatever an author quotes is shown as it stands. */
const withoutHtml: MarkedExtension = { tokenizer: { html: () => undefined, tag: () => undefined } };

/** The tokens of a page. */
export function tokensOf(markdown: string): Token[] {
  return new Marked(withoutHtml).lexer(markdown);
}

/** The headings among the tokens of a page. */
export function headingsOf(tokens: readonly Token[]): Tokens.Heading[] {
  return tokens.filter((token): token is Tokens.Heading => token.type === 'heading');
}

/** The words of a token without their marks. */
export function plainText(token: Token): string {
  const { tokens, text } = token as { readonly tokens?: readonly Token[]; readonly text?: string };
  return tokens === undefined ? (text ?? '') : tokens.map(plainText).join('');
}

/** Markdown as HTML, without any element that the Markdown did not ask for by a mark of its own. */
export function renderMarkdown(markdown: string, follow: FollowLink): string {
  return renderer(follow).parse(markdown, { async: false });
}

/** One line of Markdown as HTML without links, because it stands within something that is a link itself. */
export function renderLine(markdown: string): string {
  return renderer(() => undefined).parseInline(markdown, { async: false });
}

/**
 * Follows http, https and mailto, and within the folder the pages that are there: `Other.md#impact` is `./Other#impact`. All other
 * links are shown as their text.
 */
export function followTo(names: ReadonlySet<string>): FollowLink {
  return (href) => {
    if (href.startsWith('#')) return href;
    if (!URL.canParse(href, base)) return undefined;
    const url = new URL(href, base);
    if (url.origin !== new URL(base).origin) return /^(https?|mailto):$/.test(url.protocol) ? url.href : undefined;
    const name = url.pathname.slice(1).replace(/\.md$/, '');
    return name === '' || names.has(name) ? `./${name}${url.hash}` : undefined;
  };
}

/** The part of an address behind `#` that leads to a heading: `Where it goes` is `where-it-goes`. */
export function anchorOf(heading: string): string {
  return heading
    .toLowerCase()
    .replace(/[^\p{L}\p{N}]+/gu, '-')
    .replace(/^-|-$/g, '');
}

/** A text within HTML. */
export function escapeHtml(text: string): string {
  return text.replace(/[&<>"']/g, (character) => `&#${character.charCodeAt(0)};`);
}

function renderer(follow: FollowLink): Marked {
  const anchors = new Map<string, number>();
  return new Marked(withoutHtml, {
    renderer: {
      heading({ tokens, depth }) {
        const words = this.parser.parseInline(tokens);
        if (depth === 1) return `<h1>${words}</h1>\n`;
        const id = unique(anchorOf(tokens.map(plainText).join('')), anchors);
        return `<h${depth} id="${id}">${words} <a class="anchor" href="#${id}" aria-label="Link to this section">#</a></h${depth}>\n`;
      },
      code({ text, lang = '' }) {
        const language = /^\w+/.exec(lang)?.[0];
        return `<div class="code"><pre tabindex="0"><code${language === undefined ? '' : ` class="language-${language}"`}>${escapeHtml(text)}</code></pre></div>\n`;
      },
      table(token) {
        const cells = (row: typeof token.header, tag: 'th' | 'td') =>
          `<tr>${row.map(({ tokens, align }) => `<${tag}${align === null ? '' : ` class="${align}"`}>${this.parser.parseInline(tokens)}</${tag}>`).join('')}</tr>`;
        const rows = token.rows.map((row) => cells(row, 'td')).join('\n');
        return `<div class="table" tabindex="0"><table><thead>${cells(token.header, 'th')}</thead><tbody>\n${rows}</tbody></table></div>\n`;
      },
      link({ href, tokens }) {
        const words = this.parser.parseInline(tokens);
        const to = follow(href);
        return to === undefined ? words : `<a href="${escapeHtml(to)}">${words}</a>`;
      },
      // A picture would be fetched from somewhere; its words and its address say what it shows.
      image({ href, text }) {
        const to = follow(href);
        const words = escapeHtml(text);
        return to === undefined ? words : `<a href="${escapeHtml(to)}">${words}</a>`;
      },
      html: ({ text }) => escapeHtml(text),
    },
  });
}

function unique(id: string, taken: Map<string, number>): string {
  const count = (taken.get(id) ?? 0) + 1;
  taken.set(id, count);
  return count === 1 ? id : `${id}-${count}`;
}
