import { generateKeyPairSync } from 'node:crypto';
import { writeFileSync } from 'node:fs';
import { join } from 'node:path';
import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { paths } from '../../src/paths.ts';
import { picture } from '../content/folder.ts';
import { contentFolder } from '../support/content.ts';
import { scratchFolder } from '../support/process.ts';
import { openSite, type Site } from '../support/site.ts';
import { idIn, issueAt, plan, save, send, write } from './issues.ts';

const GOOD = {
  onderwerp: 'Nieuwsbrief maart 2026',
  tweederegel: 'Wat buurten en gemeenten doen',
  inleiding: 'Beste lezer,\n\nZie [de opinies](/opinie).',
};

/** What there is to say about an issue: `kind` or `kind: detail`, with where it is. */
function said(site: Site, address: string): string[] {
  const found = site.services.checks.findings(issueAt(site, address), site.clock.now().toISOString());
  return found.map(({ kind, detail, place }) => {
    const where = place.part === 'block' ? `block ${place.number}` : place.part;
    return `${where}: ${kind}${detail ? ` ${detail}` : ''}`;
  });
}

async function sayAbout(fields: Record<string, string>): Promise<string[]> {
  const site = await openSite();
  return said(site, await write(await site.signIn(), { ...GOOD, ...fields }));
}

describe('The check before sending', () => {
  it('finds nothing in a good newsletter, and says so', async () => {
    const site = await openSite();
    const paula = await site.signIn();
    const address = await write(paula, { ...GOOD, blok1soort: 'artikel', blok1: 'samen-voor-beter' });
    expect(said(site, address)).toEqual([]);
    const page = await paula.get(paths.staff.previewIssue(idIn(address)));
    expect(page.text).toContain('Er viel niets op');
    expect(page.text).toContain(`href="${paths.staff.sendIssue(idIn(address))}">Versturen…`);
  });

  it('stops an empty one: no subject and nothing in it', async () => {
    const site = await openSite();
    const paula = await site.signIn();
    const address = await write(paula);
    expect(said(site, address)).toEqual([
      'subject: no-subject',
      'introduction: no-content',
      'preheader: no-preheader',
    ]);
    const page = await paula.get(paths.staff.previewIssue(idIn(address)));
    expect(page.text).toContain('Er zijn nog 2 dingen die u eerst moet doen');
    expect(page.text).not.toContain('Versturen…');
    expect(page.text).toContain(`href="${address}#veld-onderwerp"`);
    expect(() => plan(site, address)).toThrow('stopped-by-check');
  });

  it('counts a text that is only made of spaces and marks as nothing', async () => {
    const found = await sayAbout({ inleiding: '', blok1soort: 'tekst', blok1: '&nbsp;\n\n---' });
    expect(found).toContain('introduction: no-content');
  });

  it.each([
    ['40 characters', 'a'.repeat(40), []],
    ['41 characters', 'a'.repeat(41), ['subject: long-on-phone']],
    ['61 characters', 'a'.repeat(61), ['subject: long-on-desk']],
  ])('says what an inbox cuts off a subject of %s', async (_what, onderwerp, expected) => {
    expect(await sayAbout({ onderwerp })).toEqual(expected);
  });

  it('looks at the second line too', async () => {
    expect(await sayAbout({ tweederegel: GOOD.onderwerp.toUpperCase() })).toContain(
      'preheader: same-preheader',
    );
    expect(await sayAbout({ tweederegel: 'a'.repeat(101) })).toEqual(['preheader: long-preheader']);
  });

  it('stops at links of our own that lead nowhere, without asking anybody', async () => {
    const site = await openSite();
    const paula = await site.signIn();
    const links = [
      ...[
        '/artikelen/weg',
        '/artikelen',
        '/artikelen/samen-voor-beter',
        `${site.url}/nergens`,
        `${site.url}/contact#hier`,
      ],
      ...[
        '/opinie?pagina=2',
        '/nieuwsbrief/archief/oud',
        'privacybeleid',
        '/index.php/nieuwsbrief',
        '/%E0%A4%A',
      ],
      ...['https://elders.example/weg', 'mailto:a@b.example', '/beelden/weg.webp', '/feed.xml', '/'],
    ];
    const address = await write(paula, {
      ...GOOD,
      inleiding: links.map((link, index) => `[de link met nummer ${index}](${link})`).join('\n\n'),
    });
    expect(said(site, address)).toEqual([
      'introduction: dead-link /artikelen/weg',
      `introduction: dead-link ${site.url}/nergens`,
      'introduction: dead-link /nieuwsbrief/archief/oud',
      expect.stringContaining('introduction: dead-link /%'),
      'introduction: dead-link /beelden/weg.webp',
    ]);
  });

  it('stops at a link to the staff side, which readers can not open', async () => {
    expect(await sayAbout({ inleiding: '[Het register](/beheer/register)' })).toEqual([
      'introduction: staff-link Het register',
    ]);
  });

  it('stops at an article that is not on the site, and names its block', async () => {
    const found = await sayAbout({ blok1soort: 'tekst', blok1: 'Dag', blok2soort: 'artikel', blok2: 'weg' });
    expect(found).toEqual(['block 2: article-gone weg']);
  });

  it('tells of pictures that are not there, and of pictures without words', async () => {
    const found = await sayAbout({ inleiding: 'Dag\n\n![](samen-voor-beter.png)\n\n![Weg](weg.png)' });
    expect(found).toEqual(['introduction: picture-gone weg.png', 'introduction: picture-without-words']);
  });

  it('tells of the picture of an article without words', async () => {
    const content = contentFolder();
    writeFileSync(
      join(content, 'articles', 'x.md'),
      '---\ntitle: Zonder woorden\nsection: nieuws\nimage: vlak.png\n---\nDag.\n',
    );
    const { mkdirSync } = await import('node:fs');
    mkdirSync(join(content, 'images'));
    writeFileSync(join(content, 'images', 'vlak.png'), await picture(40, 20));
    const site = await openSite({ content });
    const address = await write(await site.signIn(), {
      ...GOOD,
      inleiding: 'Dag',
      blok1soort: 'artikel',
      blok1: 'x',
    });
    expect(said(site, address)).toEqual(['block 1: picture-without-words Zonder woorden']);
  });

  it('tells of an article that readers had before, but not of one in another draft', async () => {
    const site = await openSite();
    const paula = await site.signIn();
    const article = { blok1soort: 'artikel', blok1: 'samen-voor-beter' };
    const first = await write(paula, { ...GOOD, ...article });
    const second = await write(paula, { ...GOOD, onderwerp: 'De tweede', ...article });
    expect(said(site, second)).toEqual([]);
    await send(site, first);
    expect(said(site, second)).toEqual([`block 1: article-again ${GOOD.onderwerp}`]);
  });

  it('stops a mail that Gmail would cut, and tells of one that is near', async () => {
    const text = (kilobytes: number) => {
      const fields: Record<string, string> = {};
      for (let number = 1; number <= Math.ceil(kilobytes / 15); number += 1) {
        fields[`blok${number}soort`] = 'tekst';
        fields[`blok${number}`] = 'Een zin die er gewoon staat en verder niets doet. '.repeat(300);
      }
      return fields;
    };
    expect(await sayAbout(text(60))).toEqual([]);
    expect(await sayAbout(text(85))).toEqual([expect.stringMatching(/^mail: heavy (?:8|9)\d$/)]);
    expect(await sayAbout(text(105))).toEqual([expect.stringMatching(/^mail: too-heavy 1[01]\d$/)]);
  });

  it('tells of words, capitals and exclamation marks that put filters and people off, once for each place', async () => {
    expect(await sayAbout({ onderwerp: 'GRATIS KOFFIE voor iedereen!!' })).toEqual([
      'subject: spam-words gratis',
      'subject: capitals GRATIS KOFFIE',
      'subject: exclamations',
    ]);
    expect(await sayAbout({ inleiding: 'Kom! Echt! Ja! Nu! LEES DIT NOU eens, klik hier.' })).toEqual([
      'introduction: spam-words klik hier',
      'introduction: capitals LEES DIT NOU',
      'introduction: exclamations',
    ]);
  });

  it('does not take a word about poverty, an abbreviation or one exclamation mark for spam', async () => {
    const inleiding =
      'Schulden, leningen, geld en uitkeringen: de WWB, de WMO en de UWV. Gratisme is geen woord. Kom ook!';
    expect(await sayAbout({ inleiding, onderwerp: 'AOW en bijstand: kom meepraten!' })).toEqual([]);
  });

  it('tells of links that are bare addresses, and of links that say nothing', async () => {
    const inleiding =
      'Zie https://elders.example/x, www.elders.example of lees [hier](/opinie) en [Lees meer](/contact).';
    expect(await sayAbout({ inleiding })).toEqual([
      'introduction: bare-link https://elders.example/x',
      'introduction: bare-link www.elders.example',
      'introduction: vague-link hier',
      'introduction: vague-link Lees meer',
    ]);
  });

  it('tells of a heading under which nothing stands', async () => {
    expect(await sayAbout({ blok1soort: 'tekst', blok1: '## Agenda' })).toEqual([
      'block 1: heading-alone Agenda',
    ]);
  });

  it('tells when mail is signed for another domain than the sender has', async () => {
    const keyFile = join(scratchFolder(), 'dkim.pem');
    const { privateKey } = generateKeyPairSync('rsa', { modulusLength: 2048 });
    writeFileSync(keyFile, privateKey.export({ type: 'pkcs8', format: 'pem' }));
    const signed = async (from: string) => {
      const env = {
        MAIL_FROM: from,
        DKIM_DOMAIN: 'alliantie.example',
        DKIM_SELECTOR: 's',
        DKIM_KEY_FILE: keyFile,
      };
      const site = await openSite({ env });
      return said(site, await write(await site.signIn(), GOOD));
    };
    expect(await signed('Alliantie <nieuws@alliantie.example>')).toEqual([]);
    expect(await signed('Alliantie <nieuws@Mail.Alliantie.example>')).toEqual([]);
    expect(await signed('nieuws@andersalliantie.example')).toEqual([
      'sender: sender-domain andersalliantie.example',
    ]);
  });

  it('puts each finding in words, and never fails on whatever is written', async () => {
    const site = await openSite();
    const paula = await site.signIn();
    const address = await write(paula, GOOD);
    const typed = fc.string({ unit: 'grapheme', maxLength: 200 });
    await fc.assert(
      fc.asyncProperty(typed, typed, async (onderwerp, inleiding) => {
        const answer = await save(paula, address, { onderwerp, inleiding });
        expect([303, 422]).toContain(answer.status);
        expect((await paula.get(paths.staff.previewIssue(idIn(address)))).status).toBe(200);
      }),
      { numRuns: 25 },
    );
  });
});
