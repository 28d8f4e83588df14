// Who may ask: the page itself, on this machine. A page of somebody else in the same browser may not.
import type { IncomingMessage } from 'node:http';

/**
 * Why a request is refused, or nothing. The `Host` has to be this machine, because a foreign name may be made to lead here; a request for
 * data must not come from another page. Anybody may link to the page itself.
 */
export function refusal({ headers, socket }: IncomingMessage, forData: boolean): string | undefined {
  const port = socket.localPort ?? 0;
  const here = ['127.0.0.1', 'localhost', '[::1]'].map((name) => `${name}:${port}`);
  const host = headers.host?.toLowerCase() ?? '';
  if (!here.includes(host)) return `The preview does not answer for the host '${host}'.`;
  if (!forData) return undefined;
  const { origin } = headers;
  if (origin !== undefined && origin !== `http://${host}`) return `The preview does not answer to ${origin}.`;
  const site = headers['sec-fetch-site'] ?? 'same-origin';
  return site === 'same-origin' || site === 'none' ? undefined : 'The preview does not answer to other pages.';
}
