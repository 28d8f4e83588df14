/** Where something is asked over HTTP, taken apart so that no message holds a password. */
export interface HttpPlace {
  /** Scheme, host and port: what people may read. */
  readonly origin: string;
  /** What paths are appended to. */
  readonly base: string;
  /** The name and the password of the URL, as `fetch` wants them. */
  readonly headers: Readonly<Record<string, string>>;
}

/** Takes a URL apart, which may hold a path and a name with a password. Throws an Error for what is no URL. */
export function httpPlace(url: string): HttpPlace {
  const { origin, pathname, username, password } = new URL(url);
  const secret = Buffer.from(`${decodeURIComponent(username)}:${decodeURIComponent(password)}`).toString('base64');
  const headers: Record<string, string> = username === '' ? {} : { authorization: `Basic ${secret}` };
  return { origin, base: `${origin}${pathname.replace(/\/$/, '')}`, headers };
}
