import { generateKeyPairSync } from 'node:crypto';
import { writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { expect, it } from 'vitest';
import { Anna } from '../support/people.ts';
import { run, scratchFolder } from '../support/process.ts';
import { openSite } from '../support/site.ts';

it('signs with DKIM where it is configured, the headers for leaving by one click included (RFC 8058)', async () => {
  const { privateKey } = generateKeyPairSync('rsa', { modulusLength: 2048 });
  const site = await openSite({ env: dkim(privateKey.export({ type: 'pkcs8', format: 'pem' })) });
  await site.subscribe(Anna);
  const signature = site.mailTo(Anna.email).headers.find(({ key }) => key === 'dkim-signature')?.value ?? '';
  expect(signature).toContain('a=rsa-sha256');
  expect(signature).toContain('d=kantoor.example');
  const signed = /[; ]h=([^;]+)/.exec(signature)?.[1]?.toLowerCase().replaceAll(/\s/g, '').split(':');
  expect(signed).toEqual(
    expect.arrayContaining(['from', 'subject', 'list-unsubscribe', 'list-unsubscribe-post']),
  );
});

it('refuses to start with a key that most receivers would not know, rather than to send as if unsigned', async () => {
  const { privateKey } = generateKeyPairSync('ed25519');
  const site = run('main.ts', [], {
    DATA_DIR: scratchFolder(),
    PORT: '0',
    ...dkim(privateKey.export({ type: 'pkcs8', format: 'pem' })),
  });
  expect(await site.ended).toBe(1);
  expect(site.output()).toMatch(/^DKIM_KEY_FILE: an RSA key is needed; .+\n$/);
});

it('signs nothing where nothing is configured', async () => {
  const site = await openSite();
  await site.subscribe(Anna);
  expect(site.mailTo(Anna.email).source).not.toMatch(/^DKIM-Signature:/im);
});

function dkim(key: string | Buffer): Record<string, string> {
  const file = join(scratchFolder(), 'dkim.pem');
  writeFileSync(file, key);
  return { DKIM_DOMAIN: 'kantoor.example', DKIM_SELECTOR: 'site', DKIM_KEY_FILE: file };
}
