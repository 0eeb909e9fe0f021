import { randomBytes } from 'node:crypto';
import { describe, expect, it } from 'vitest';
import { paths } from '../../src/paths.ts';
import { createPasswords } from '../../src/staff/passwords.ts';
import { Paula } from '../support/people.ts';
import { openSite, type Site } from '../support/site.ts';
import { openBrowser } from './browser.ts';

const EASY = [
  'wachtwoord123',
  'Welkom01Welkom01',
  'W@chtwoord2026!',
  'passwordpassword',
  'qwertyuiop1234',
  '123456789012',
  'aaaaaaaaaaaaaaaa',
  'SocialeAlliantie2026',
  'PauladeProef1',
  'paula@kantoor.example',
];

const FINE = [
  ['four words', 'zeven paarse fietsen in de regen'],
  ['what a password manager makes', 'k9#Vx2!mQ7zp'],
  ['another script', 'семь лиловых велосипедов'],
  ['twelve characters that take two units each', '🚲🌧🦆🔑🧀🌷🛶🥕🎺🪁🧦🐌'],
  ['two hundred characters', randomBytes(150).toString('base64')],
  ['spaces at both ends', '  k9#Vx2!mQ7zp '],
] as const;

it('is refused, with a clear message, when it is easy to guess', async () => {
  const site = await openSite();
  for (const password of EASY) {
    const answer = await setUp(site, password);
    expect([password, answer.status]).toEqual([password, 422]);
    expect(answer.text).toContain('Dit wachtwoord is makkelijk te raden');
    expect(answer.text).not.toMatch(/type="password"[^>]*value=/);
  }
  expect(site.services.accounts.list()).toEqual([]);
});

describe('takes, and signs in with,', () => {
  it.each(FINE)('%s', async (_what, password) => {
    const site = await openSite();
    expect((await setUp(site, password)).status).toBe(303);
    expect((await openBrowser(site).signIn({ ...Paula, password })).status).toBe(303);
  });
});

it('counts characters, not bytes: eleven are too few and 201 too many', async () => {
  const site = await openSite();
  const short = await setUp(site, '🚲🌧🦆🔑🧀🌷🛶🥕🎺🪁🧦');
  expect([short.status, short.text.includes('ten minste 12 tekens')]).toEqual([422, true]);
  const long = await setUp(site, randomBytes(201).toString('hex').slice(0, 201));
  expect([long.status, long.text.includes('ten hoogste 200 tekens')]).toEqual([422, true]);
});

it('is the same password on a keyboard that writes accents in two parts', async () => {
  const site = await openSite();
  const password = 'één café naast vijf kiosken';
  await setUp(site, password.normalize('NFC'));
  const signedIn = await openBrowser(site).signIn({ ...Paula, password: password.normalize('NFD') });
  expect(signedIn.status).toBe(303);
});

it('is kept as argon2id at the least that OWASP asks, with a salt of its own', async () => {
  const site = await openSite();
  await setUp(site, Paula.password);
  const stored = hashOf(site);
  expect(stored).toMatch(/^\$argon2id\$v=19\$m=19456,t=2,p=1\$[\w+/]{22}\$[\w+/]{43}$/);
  const passwords = createPasswords({ randomness: randomBytes });
  expect(await passwords.hash(Paula.password)).not.toBe(await passwords.hash(Paula.password));
});

it('is hashed anew at sign-in when it was hashed by other parameters', async () => {
  const site = await openSite();
  await setUp(site, Paula.password);
  // Made by argon2id with 8 MiB and one pass.
  const weaker = await hashWith({ memory: 8192, passes: 1, parallelism: 1 }, Paula.password);
  site.services.connection.prepare('UPDATE staff SET password_hash = ?').run(weaker);
  expect((await openBrowser(site).signIn({ ...Paula, password: 'een ander wachtwoord' })).status).toBe(422);
  expect(hashOf(site)).toBe(weaker);
  expect((await openBrowser(site).signIn(Paula)).status).toBe(303);
  expect(hashOf(site)).toContain('$m=19456,t=2,p=1$');
  expect((await openBrowser(site).signIn(Paula)).status).toBe(303);
});

function setUp(site: Site, password: string) {
  const token = site.services.accounts.firstInvitation() ?? '';
  return openBrowser(site).post(paths.staff.setUp(token), { ...Paula, password });
}

function hashOf(site: Site): string {
  return String(site.services.connection.prepare('SELECT password_hash FROM staff').pluck().get());
}

async function hashWith(
  parameters: { memory: number; passes: number; parallelism: number },
  password: string,
): Promise<string> {
  const { argon2Sync } = await import('node:crypto');
  const nonce = randomBytes(16);
  const hash = argon2Sync('argon2id', { message: password, nonce, tagLength: 32, ...parameters });
  const { memory: m, passes: t, parallelism: p } = parameters;
  const parts = [nonce, hash].map((bytes) => bytes.toString('base64').replace(/=+$/, ''));
  return `$argon2id$v=19$m=${m},t=${t},p=${p}$${parts.join('$')}`;
}
