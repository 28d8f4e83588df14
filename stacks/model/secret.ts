/**
 * A secret by reference. The value never enters a definition or an artifact: every target mounts a file of this name, and
 * the programs read that file.
 */
export interface SecretRef {
  readonly kind: 'secret';
  /** File name of the secret, a DNS label: `slack-webhook-url`. */
  readonly name: string;
  /** What to put into the file, for the person who must fill it. */
  readonly about: string;
  /** Narthex may make a random value where none is given; right for passwords that only this stack knows. */
  readonly generated: boolean;
}

/** A secret that somebody gives: a webhook URL, a routing key. `about` says what to put into the file. */
export function secretFile(name: string, about: string): SecretRef {
  return { kind: 'secret', name, about, generated: false };
}

/** A secret that nobody outside the stack needs to know: made at random (32 bytes) on first use where it is missing. */
export function generatedSecret(name: string, about: string): SecretRef {
  return { kind: 'secret', name, about, generated: true };
}

/** Secrets that several parts name, each once, in the order in which they are first named. */
export function distinctSecrets(secrets: readonly SecretRef[]): SecretRef[] {
  return [...new Map(secrets.map((secret) => [secret.name, secret])).values()];
}
