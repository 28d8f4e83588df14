/** What a secret looks like that somebody wrote where a reference belongs. */
export interface SecretPattern {
  /** What it is, with its article: `a token of Slack`. */
  readonly what: string;
  readonly pattern: RegExp;
}

/**
 * Values that are secrets wherever they stand: providers give their tokens a form of their own, so that they can be found.
 * Patterns have one group where only a part is the secret.
 */
export const secretPatterns: readonly SecretPattern[] = [
  { what: 'an incoming webhook of Slack', pattern: /hooks\.slack\.com\/(?:services|workflows|triggers)\/\w{8,}/ },
  { what: 'a token of Slack', pattern: /\bxox[abeoprs]-[\w-]{10,}/ },
  { what: 'a webhook of Discord', pattern: /discord(?:app)?\.com\/api\/webhooks\/\d{5,}\/[\w-]{20,}/ },
  { what: 'a webhook of Microsoft Teams', pattern: /webhook\.office\.com\/webhookb2\/[\w-]{20,}/ },
  { what: 'a private key', pattern: /-----BEGIN (?:[A-Z]+ )*PRIVATE KEY-----/ },
  { what: 'an access key of AWS', pattern: /\b(?:AKIA|ASIA)[0-9A-Z]{16}\b/ },
  { what: 'a token of GitHub', pattern: /\b(?:gh[oprsu]_\w{36}|github_pat_\w{50,})/ },
  { what: 'a token of GitLab', pattern: /\bglpat-[\w-]{20,}/ },
  { what: 'a token of Grafana', pattern: /\b(?:glsa_\w{32,}|glc_[\w+/=]{32,})/ },
  { what: 'a key of Google', pattern: /\bAIza[\w-]{35}\b/ },
  { what: 'a key of PagerDuty', pattern: /\brouting_key:\s*['"]?\w{32}\b/ },
  { what: 'a signed token (JWT)', pattern: /\beyJ[\w-]{10,}\.eyJ[\w-]{10,}\.[\w-]{10,}/ },
  { what: 'a bearer token', pattern: /\b[Bb]earer\s+[\w.~+/-]{20,}/ },
  { what: 'a password in an address', pattern: /:\/\/[^\s:/@'"{}$]+:[^\s/@'"{}$]+@/ },
];

const secretName =
  /(?:password|passwd|(?:^|[_.-])(?:pass|secret|token|apikey|(?:api|routing|service|access|private|secret)_key|credentials))$/i;

/** References and switches that stand under such names without being a secret. */
const reference = /^(?:\/|\.|\$|\{|%|<|true$|false$|null$|none$|~$|$)/i;

/** A key that is called like a secret, with a value that is one: `password: hunter2`, `GF_ADMIN_PASSWORD=hunter2`. */
export function assignedSecret(line: string): string | undefined {
  const [, key, value] = /^[\s-]*["']?([\w.-]+)["']?\s*[:=]\s*(.*?),?\s*$/.exec(line) ?? [];
  if (key === undefined || value === undefined || !secretName.test(key)) return undefined;
  const bare = value.replace(/^(["'])(.*)\1$/, '$2');
  return reference.test(bare) || /^[[|>&*]/.test(bare) ? undefined : key;
}

/** A password in SQL: `PASSWORD 'hunter2'`. */
export const sqlPassword = /\bPASSWORD\s+'[^']+'/i;
