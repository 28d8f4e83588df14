/** What a scraper can read, out of its `Accept` and `Accept-Encoding` headers. */

/** The two text formats. */
export type Format = 'text' | 'openmetrics';

/** How the body is compressed. */
export type Encoding = 'identity' | 'gzip' | 'br';

/** The content type of each format. */
export const CONTENT_TYPES: Readonly<Record<Format, string>> = {
  text: 'text/plain; version=0.0.4; charset=utf-8',
  openmetrics: 'application/openmetrics-text; version=1.0.0; charset=utf-8',
};

/**
 * The format that the scraper prefers. OpenMetrics only where it is asked for by name; `fallback` where nothing is asked for or
 * nothing fits, because a scraper does more with the wrong format than with a 406.
 */
export function negotiateFormat(accept: string | undefined, fallback: Format): Format {
  if (accept === undefined || accept.trim() === '') return fallback;
  let best: { readonly format: Format; readonly quality: number } | undefined;
  for (const { name, quality, parameters } of preferences(accept)) {
    const format = formatOf(name, parameters, fallback);
    if (format !== undefined && quality > (best?.quality ?? 0)) best = { format, quality };
  }
  return best?.format ?? fallback;
}

/** The best compression that both sides know: gzip before br at equal wish, because it costs less processor time here. */
export function negotiateEncoding(acceptEncoding: string | undefined): Encoding {
  const wishes = new Map(preferences(acceptEncoding ?? '').map(({ name, quality }) => [name, quality]));
  const wish = (name: string) => wishes.get(name) ?? 0;
  const any = wish('*');
  const gzip = wishes.has('gzip') ? wish('gzip') : Math.max(wish('x-gzip'), any);
  const br = wishes.has('br') ? wish('br') : any;
  if (Math.max(gzip, br) === 0 || wish('identity') > Math.max(gzip, br)) return 'identity';
  return gzip >= br ? 'gzip' : 'br';
}

interface Preference {
  readonly name: string;
  readonly quality: number;
  readonly parameters: ReadonlyMap<string, string>;
}

function preferences(header: string): Preference[] {
  return header.split(',').flatMap((part) => {
    const [name = '', ...rest] = part.split(';').map((piece) => piece.trim().toLowerCase());
    if (name === '') return [];
    const parameters = new Map(
      rest.map((piece): [string, string] => {
        const at = piece.indexOf('=');
        return at < 0 ? [piece, ''] : [piece.slice(0, at).trim(), piece.slice(at + 1).trim()];
      }),
    );
    const quality = parameters.has('q') ? Number(parameters.get('q')) : 1;
    return [{ name, quality: quality >= 0 && quality <= 1 ? quality : 0, parameters }];
  });
}

function formatOf(name: string, parameters: ReadonlyMap<string, string>, fallback: Format): Format | undefined {
  const version = parameters.get('version');
  if (name === 'application/openmetrics-text')
    return version === undefined || version === '1.0.0' || version === '0.0.1' ? 'openmetrics' : undefined;
  if (name === 'text/plain') return version === undefined || version === '0.0.4' ? 'text' : undefined;
  return name === '*/*' || name === 'text/*' ? fallback : undefined;
}
