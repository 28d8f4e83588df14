/**
 * What must not leave the process: label values and details that look like a secret, a token or an e-mail address. Looked at when a
 * value is seen for the first time only, so a known series pays nothing for it.
 */

/** Stands in the place of what was taken out. */
export const REDACTED = '__redacted__';

/** Takes out of a text what must not leave; returns it unchanged when nothing is to be taken. */
export type Redaction = (text: string) => string;

/** What is looked for; a row is one kind of secret. Every repetition is bounded, so that no text makes the search slow. */
const PATTERNS: Readonly<Record<string, RegExp>> = {
  // Also as it stands in a URL, and with a domain in any script.
  'e-mail address': /[^\s@/:;,"'<>=]{1,64}(?:@|%40)[\p{L}\p{N}](?:[\p{L}\p{N}-]{0,62}\.){1,8}[\p{L}]{2,24}/iu,
  // Those of large companies are of some thousand characters.
  'JSON web token': /(?<![a-z0-9])eyJ[\w-]{5,1024}\.[\w-]{5,8192}(?:\.[\w-]{0,8192}){1,4}/i,
  // With a digit, a change of case or a filling in it: "basic subscription" is a plan, and "bearer authentication" a kind.
  'bearer or basic credentials':
    /\b(?:[Bb]earer|BEARER|[Bb]asic|BASIC)\s{1,8}(?=[\w.~+/-]{0,256}(?:\d|[a-z][A-Z]|=))[\w.~+/-]{8,8192}=*/,
  'credentials in a URL': /\b[a-z][a-z0-9+.-]{0,20}:\/\/[^\s/:@]{0,256}:[^\s/@]{1,256}@/i,
  'private key': /-----BEGIN [A-Z ]{0,30}PRIVATE KEY-----[\w\s+/=]{0,8192}/,
  'a password under its name': /\bpass(?:word|wd|phrase)?["']?\s{0,8}[=:]\s{0,8}["']?[^\s"'&,;]{3,256}/i,
  // After a colon only in quotes or with a digit in it: `token:refresh` is the name of an operation.
  'a secret under its name':
    /(?:secret|token|api[-_]?key|access[-_]?key|auth(?:orization)?|credentials?|session[-_]?id)["']?\s{0,8}(?:=\s{0,8}["']?[^\s"'&,;]{3,2048}|:\s{0,8}(?:["'][^"']{3,2048}|(?=[^\s"'&,;]{0,64}\d)[^\s"'&,;]{6,2048}))/i,
  'key of a cloud or a service':
    /\b(?:AKIA|ASIA)[A-Z0-9]{16}\b|\bgh[pousr]_\w{20,255}|\bgithub_pat_\w{20,255}|\bglpat-[\w-]{16,255}|\bgl(?:sa|c)_[\w=+/]{20,255}|\bxox[abeprs]-[\w-]{10,255}|\bxapp-[\w-]{10,255}|\b[sr]k_(?:live|test)_\w{10,255}|\bwhsec_\w{16,255}|\bsk-[\w-]{20,255}|\bAIza[\w-]{30,255}|\bya29\.[\w-]{20,2048}|\bnpm_\w{30,255}|\bSG\.[\w-]{16,64}\.[\w-]{16,128}|\bhvs\.[\w-]{20,255}|\b1000\.[0-9a-f]{32}\.[0-9a-f]{32}\b/,
};

const WHOLE = Object.values(PATTERNS);
/** The same, for every place in a text. Made once: it costs more than the search. */
const EVERYWHERE = WHOLE.map(({ source, flags }) => new RegExp(source, `${flags}g`));

/** Replaces a label value as a whole when any part of it must not leave: half a secret is still one. */
export function redactValue(text: string): string {
  return isSensitive(text) ? REDACTED : text;
}

/** Whether a text holds a secret, a token or an e-mail address. */
export function isSensitive(text: string): boolean {
  // None of the patterns fits into less.
  return text.length >= 6 && WHOLE.some((pattern) => pattern.test(text));
}

/** Which kinds of secrets there are in a text, by their names: for a message that must not repeat the text itself. */
export function sensitiveKinds(text: string): readonly string[] {
  return Object.entries(PATTERNS).flatMap(([kind, pattern]) => (pattern.test(text) ? [kind] : []));
}

/** Longer texts are cut: what is searched must have an end. */
const LONGEST_TEXT = 16_384;
/** So much more is searched than is kept: half a secret at the end would not be known for one. */
const BEYOND = 4_096;

/**
 * Replaces each secret inside a longer text and leaves the rest: for details of events, messages of errors, lines of a log. Longer texts
 * than `longest` are cut, by default after 16,384 characters.
 */
export function redactText(text: string, longest: number = LONGEST_TEXT): string {
  const searched = text.slice(0, longest + BEYOND);
  const kept = EVERYWHERE.reduce((rest, pattern) => rest.replace(pattern, REDACTED), searched);
  return text.length > longest ? `${kept.slice(0, longest)}…` : kept;
}

/** Keys whose value is secret whatever it looks like. */
const SECRET_KEY = /pass(?:word|wd|phrase)?$|secret|token|api[-_]?key|authorization|cookie|credential|private[-_]?key/i;
/** Of these also a number is one; under the others a number is a count: `tokens: 512`. */
const SECRET_NUMBER_KEY = /pass(?:word|wd|phrase|code)?$|secret$|^pin$/i;
const DEEPEST = 6;

/**
 * A copy of a value made of objects, arrays and texts in which nothing must stay behind: for the details of an audit event. What
 * stands under the name of a secret is replaced as a whole, but for yes, no and counts. What lies deeper than six levels is cut off,
 * and so are circles.
 */
export function redactDetails(value: unknown): unknown {
  return copied(value, 0);
}

function copied(value: unknown, depth: number): unknown {
  if (typeof value === 'string') return redactText(value);
  if (typeof value !== 'object' || value === null) return typeof value === 'bigint' ? String(value) : value;
  if (depth >= DEEPEST) return '__cut__';
  if (Array.isArray(value)) return value.map((item) => copied(item, depth + 1));
  return Object.fromEntries(
    Object.entries(value).map(([key, item]) => [
      redactText(key),
      isSecret(key, item) ? REDACTED : copied(item, depth + 1),
    ]),
  );
}

function isSecret(key: string, value: unknown): boolean {
  if (value === null || value === undefined || typeof value === 'boolean') return false;
  if (typeof value === 'number') return SECRET_NUMBER_KEY.test(key);
  return SECRET_KEY.test(key) || SECRET_NUMBER_KEY.test(key);
}
