import { isSensitive, REDACTED, redactDetails, redactText, redactValue } from '@narthex/instrumentation';
import fc from 'fast-check';
import { describe, expect, it } from 'vitest';

const secrets = [
  'jane.doe+shop@mail.example.org',
  'Bearer dGhpc2lzYXRva2Vu',
  'Basic dXNlcjpwYXNzd29yZA==',
  'eyJhbGciOiJIUzI1NiJ9.eyJzdWIiOiIxIn0.c2lnbmF0dXJl',
  'postgres://shop:hunter2@db:5432/shop',
  'https://api.example.org/?access_key=abc123',
  'password: letmein',
  'client_secret=9f8e7d6c',
  'token: 4f5e6d7c8b',
  ['AKIA', 'IOSFODNN7EXAMPLE'].join(''),
  ['ghp', '16C7e42F292c6912E7710c838347Ae178B4a'].join('_'),
  ['xoxb', '2345678901', 'abcdefghij'].join('-'),
  '1000.0123456789abcdef0123456789abcdef.0123456789abcdef0123456789abcdef',
  '-----BEGIN RSA PRIVATE KEY-----',
  'jane.doe%40example.org',
  'jane@bücher.example',
  `session_eyJhbGciOiJSUzI1NiJ9.${'x'.repeat(3_000)}.c2lnbmF0dXJl`,
  `Bearer ${'a1'.repeat(3_000)}`,
  '{"client_secret":"abcdefghij"}',
  ['glsa', '2345678901abcdefghij2345'].join('_'),
  ['ya29', 'a0AfH6SMBx2345678901234567890'].join('.'),
];

const innocent = [
  '/api/users/:id',
  'token:refresh',
  'auth:login',
  'GET',
  'v1.2.3-rc.1+build.7',
  '5f3c1a9be0d24c7f8a6b1c2d3e4f5a6b7c8d9e0f',
  'node@20.20.2',
  'https://example.org/orders',
  'forgot-password',
  'ECONNREFUSED',
  '10.0.0.7:5432',
  'basic subscription',
  'bearer authentication',
  'user@host',
  'max_tokens 512',
];

describe('redaction', () => {
  it.each(secrets)('replaces %s as a whole in a label', (secret) => {
    expect(redactValue(secret)).toBe(REDACTED);
    expect(redactValue(`call of ${secret} failed`)).toBe(REDACTED);
  });

  it.each(innocent)('leaves %s alone', (text) => {
    expect(redactValue(text)).toBe(text);
  });

  it('takes secrets out of a longer text and leaves what is around them', () => {
    expect(redactText('mail to jane@example.org failed, mail to joe@example.org too')).toBe(
      `mail to ${REDACTED} failed, mail to ${REDACTED} too`,
    );
  });

  it('goes through the details of an event: by what stands there, and by its name', () => {
    const circle: Record<string, unknown> = { name: 'x' };
    circle.self = circle;
    const found = redactDetails({
      user: 'jane@example.org',
      password: 12,
      tries: 3,
      list: ['Bearer abcdef123456', null],
      circle,
    });
    expect(found).toMatchObject({ user: REDACTED, password: REDACTED, tries: 3, list: [REDACTED, null] });
    expect(JSON.stringify(found)).not.toContain('jane');
  });

  it('leaves counts and answers of yes and no under any name, but no number that is a password', () => {
    const counts = { tokens: 512, token_count: 3, max_tokens: 1_024, has_secret: true, api_key: null };
    expect(redactDetails(counts)).toEqual(counts);
    expect(redactDetails({ passcode: 4711, client_secret: 12, token: 'abc', tokens: ['abc'] })).toEqual({
      passcode: REDACTED,
      client_secret: REDACTED,
      token: REDACTED,
      tokens: REDACTED,
    });
  });

  it('leaves no half of a secret where a text is cut', () => {
    for (let at = 1; at < 30; at += 1) {
      const text = `${'x'.repeat(99)} ${'y'.repeat(30 - at)} Bearer abcdef123456 rest`;
      expect(redactText(text, 120)).not.toMatch(/abc/);
      expect(redactText(`${'x'.repeat(16_384 - at)} jane.doe@example.org`)).not.toMatch(/jane/);
    }
  });

  it('is quick for any text, also for one that is made to be slow', () => {
    const start = performance.now();
    for (const piece of [
      'a',
      '@',
      'a.',
      'eyJ',
      'eyJ-',
      'eyJaaaaa.',
      'a%40',
      'ä.',
      'a:',
      '://',
      'password',
      'bearer ',
      'token:"',
      ' ',
      '1000.',
    ])
      redactText(piece.repeat(1_000_000 / piece.length));
    expect(performance.now() - start).toBeLessThan(3_000);
  });

  it('never lets an address through, wherever it stands', () => {
    fc.assert(
      fc.property(fc.string(), fc.string(), (before, after) => {
        expect(isSensitive(`${before} jane@example.org ${after}`)).toBe(true);
        expect(redactText(`${before} jane@example.org ${after}`)).not.toContain('jane@example.org');
      }),
    );
  });
});
