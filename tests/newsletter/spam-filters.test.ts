import { spawnSync } from 'node:child_process';
import { generateKeyPairSync } from 'node:crypto';
import { writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { expect, it } from 'vitest';
import { scratchFolder } from '../support/process.ts';
import { hasProgram } from '../support/programs.ts';
import { MINUTE, openSending, reader } from './sending.ts';

const OPENING = {
  subject: 'Samen eten in maart',
  preheader: 'Kom ook aan tafel',
  introduction: 'Beste lezer,\n\nDeze maand eten wij samen. Zie [wat ons drijft](/manifest).',
  blocks: [
    { kind: 'article' as const, slug: 'samen-voor-beter' },
    { kind: 'text' as const, markdown: '## Tot slot\n\n- Neem iets mee.\n- Zeg het voort.' },
    { kind: 'article' as const, slug: 'experimenten-basisinkomen' },
  ],
};

it.skipIf(!hasProgram('spamassassin', '--version'))(
  'has nothing that SpamAssassin counts against it: a whole issue with articles, pictures and a signature',
  async () => {
    const source = await sentIssue();
    const { stdout } = spawnSync('spamassassin', ['--local', '--test-mode'], {
      input: source,
      env: { ...process.env, HOME: scratchFolder() },
    });
    const report = String(stdout).slice(String(stdout).indexOf('Content analysis details:'));
    const points = Array.from(report.matchAll(/^ ?(-?\d+\.\d) (\w+)/gm), ([, score, rule]) => ({
      score,
      rule,
    }));
    expect(points.length).toBeGreaterThan(0);
    expect(points.filter(({ score }) => Number(score) > 0)).toEqual([]);
    const [, total] = /\((-?\d+\.\d) points/.exec(report) ?? [];
    expect(Number(total)).toBeLessThanOrEqual(0);
  },
);

async function sentIssue(): Promise<string> {
  const { privateKey } = generateKeyPairSync('rsa', { modulusLength: 2048 });
  const keyFile = join(scratchFolder(), 'dkim.pem');
  writeFileSync(keyFile, privateKey.export({ type: 'pkcs8', format: 'pem' }));
  const { site, decide, newsletterTo, issue } = await openSending(1, {
    ...{ MAIL_FROM: 'Sociale Alliantie <nieuwsbrief@kantoor.example>' },
    ...{ DKIM_DOMAIN: 'kantoor.example', DKIM_SELECTOR: 'site', DKIM_KEY_FILE: keyFile },
  });
  const { id, version } = issue;
  site.services.issues.change(id, { version, page: '' }, OPENING);
  await decide();
  site.clock.advance(10 * MINUTE);
  await site.settle();
  return newsletterTo(reader(1)).source;
}
