/** Who one is, towards a server or a Pushgateway: a token, or a user with a password, each in a file. */
import { readFile } from 'node:fs/promises';

/** A bearer token, or a user and a password. Secrets are paths of files, which are read again, so that they can be changed. */
export type Credentials =
  | { readonly username: string; readonly passwordFile: string }
  | { readonly bearerTokenFile: string };

/** The header `Authorization` that proves it. Throws an error that names the file if it cannot be read or is empty. */
export async function authorization(credentials: Credentials): Promise<string> {
  if ('bearerTokenFile' in credentials) return `Bearer ${await secret(credentials.bearerTokenFile)}`;
  const pair = `${credentials.username}:${await secret(credentials.passwordFile)}`;
  return `Basic ${Buffer.from(pair, 'utf8').toString('base64')}`;
}

async function secret(path: string): Promise<string> {
  let text: string;
  try {
    // As Prometheus reads such files: white space around the secret, such as the newline that editors add, is not part of it.
    text = (await readFile(path, 'utf8')).trim();
  } catch (error) {
    const why = error instanceof Error && 'code' in error ? String(error.code) : 'unknown error';
    throw new Error(`the secret in ${path} cannot be read (${why}). Mount it, or correct the path.`);
  }
  if (text === '') throw new Error(`the secret in ${path} is empty. Write it into the file.`);
  return text;
}
