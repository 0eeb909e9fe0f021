import { expect, it } from 'vitest';
import { run, scratchFolder } from '../support/process.ts';

const PRODUCTION = {
  SITE_URL: 'https://www.example.org',
  SMTP_URL: 'smtp://127.0.0.1:1',
  MAIL_FROM: 'nieuwsbrief@kantoor.example',
  MAIL_PROVIDER: 'Voorbeeld Mail',
};

async function site(args: string[], env: Record<string, string> = {}) {
  const command = run('cli.ts', args, { DATA_DIR: scratchFolder(), ...env });
  return { code: await command.ended, output: command.output() };
}

it('lists its commands, explains each with --help, and answers 2 to what it does not know', async () => {
  const all = await site(['--help']);
  expect(all.code).toBe(0);
  const names = Array.from(all.output.matchAll(/^ {2}(\w+(?: \w+)?) {2,}/gm), ([, name]) => String(name));
  expect(names).toContain('staff invite');
  await Promise.all(
    names.map(async (name) => {
      const help = await site([...name.split(' '), '--help']);
      expect(help.code).toBe(0);
      expect(help.output).toContain(`npm run site -- ${name}`);
    }),
  );
  expect((await site(['launch'])).code).toBe(2);
  expect((await site(['staff', 'invite', '--name', 'Paula'])).output).toContain('--email is missing.');
  expect((await site(['content', 'import'])).code).toBe(2);
  expect((await site(['demo', '--unknown', '3'])).code).toBe(2);
});

it('fills a site with what does not exist, and refuses to on a real one', async () => {
  const filled = await site(['demo', '--subscribers', '12', '--participants', '7', '--articles', '3']);
  expect(filled.code).toBe(0);
  for (const line of ['12 subscribers', '7 participants', '3 articles'])
    expect(filled.output).toContain(line);
  const refused = await site(['demo', '--subscribers', '12'], PRODUCTION);
  expect(refused.code).toBe(1);
  expect(refused.output).toContain('production');
  expect((await site(['demo', '--articles', 'many'])).code).toBe(1);
});

it('says in one line that a mail could not be sent, and why', async () => {
  const failed = await site(['mail', 'test', 'anna@lezers.example'], { SMTP_URL: 'smtp://127.0.0.1:1' });
  expect(failed.code).toBe(1);
  expect(failed.output).toContain('Not sent. The server answered: ');
  const caught = await site(['mail', 'test', 'anna@lezers.example']);
  expect(caught.code).toBe(0);
  expect((await site(['mail', 'test', 'nobody'])).code).toBe(1);
});
