import { execFileSync } from 'node:child_process';
import { writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { expect, it } from 'vitest';
import { paths } from '../../src/paths.ts';
import { createFonts } from '../../src/pdf/fonts.ts';
import { createPapers } from '../../src/pdf/paper.ts';
import { CONSENT_WORDING } from '../../src/subscribers/consent.ts';
import { storyPaper } from '../../src/subscribers/story-paper.ts';
import { Anna } from '../support/people.ts';
import { hasProgram } from '../support/programs.ts';
import { openSite, type Site } from '../support/site.ts';

const readable = hasProgram('pdftotext', '-v');

/** Anna's paper as staff get it, or another reader's. */
async function paperOf(site: Site, email = Anna.email) {
  const paula = await site.signIn();
  const { subscribers } = site.services.subscribers.list({ words: '' });
  const reader = subscribers.find(({ address }) => address === email);
  const id = String(reader?.id);
  const answer = await paula.get(paths.staff.subscriberStory(id)).responseType('blob');
  return { id, answer, paula, text: readable ? textOf(site, answer.body) : '' };
}

it('is a tagged PDF in Dutch with a title, to be kept, and stands in the access log', async () => {
  const site = await openSite();
  await site.subscribe(Anna);
  const { id, answer, paula } = await paperOf(site);
  expect(answer.status).toBe(200);
  expect(answer.headers['content-type']).toBe('application/pdf');
  expect(answer.headers['content-disposition']).toBe('attachment; filename="lezer-2026-03-05.pdf"');
  expect(answer.headers['cache-control']).toBe('no-store');
  const source = answer.body.toString('latin1');
  expect(source.slice(0, 8)).toBe('%PDF-1.7');
  expect(source).toMatch(/\/Lang \(nl\)/);
  expect(source).toMatch(/\/Marked true/);
  expect(source).toContain('/DisplayDocTitle true');
  expect(site.services.accessLog.newest(1)).toMatchObject([{ action: 'subscriber.story', persons: [id] }]);
  expect((await paula.get(paths.staff.subscriber(id))).text).toContain(paths.staff.subscriberStory(id));
  expect((await paula.get(paths.staff.subscriberStory('nobody'))).status).toBe(404);
});

it.skipIf(!readable)(
  'tells who, the consent word for word, the Message-ID, the leaving and when it was made',
  async () => {
    const site = await openSite();
    const { leave } = await site.subscribe(Anna);
    const messageId = String(site.mails.find(({ recipient }) => recipient === Anna.email)?.messageId);
    site.clock.advance(60_000);
    await site.post(leave);
    const { text } = await paperOf(site);
    for (const told of [
      ...['Het verhaal van één lezer', Anna.email, Anna.name, CONSENT_WORDING, '(versie 1)', messageId],
      ...['Nee: deze lezer meldde zich op 5 maart 2026 af.', '5 maart 2026, 11:01 uur', 'Afgemeld'],
      ...['Gemaakt op 5 maart 2026, 11:01 uur', 'Bewaard tot', 'zondag 5 maart 2028', 'Bladzijde 1 van 1'],
      'met de link in een mail',
    ]) {
      expect(text).toContain(told);
    }
  },
);

it.skipIf(!readable)(
  'prints Polish, Turkish, Frisian and other Latin names right, in a font of its own',
  async () => {
    const names = 'Zażółć Gęślą Łódź Çağrı İnönü Şükrü Ýrsa Grûsert Fjûrtsje Ünsal Jørgen Škoda Ēriks ŵyb';
    const site = await openSite();
    await site.subscribe({ ...Anna, name: names });
    const { text, answer } = await paperOf(site);
    expect(text).toContain(names);
    expect(text).not.toContain('Daar staat een vraagteken');
    expect(answer.body.toString('latin1')).toMatch(/\/BaseFont \/\w+\+AtkinsonHyperlegibleNext-Regular/);
  },
);

it.skipIf(!readable)('prints a question mark for what the font lacks, and says so', async () => {
  const site = await openSite();
  await site.subscribe({ ...Anna, name: 'Nguyễn 中 Жанна' });
  const { text } = await paperOf(site);
  expect(text).toContain('Nguyen ? ?????');
  expect(text).toContain('Daar staat een vraagteken');
});

it.skipIf(!readable)(
  'tells every issue with the answer of the mail server, over as many pages as it takes',
  async () => {
    const site = await openSite();
    const { subscribers } = site.services;
    await site.subscribe(Anna);
    const [subscriber] = subscribers.list({ words: '' }).subscribers;
    if (subscriber === undefined) throw new Error('Anna is gone');
    const at = '2026-03-05T10:00:00.000Z';
    const deliveries = Array.from({ length: 60 }, (_, number) => ({
      ...{ issueId: String(number), slug: `nummer-${number}`, subject: `Nummer ${number}`, at },
      ...(number % 2 === 0
        ? { state: 'sent', answer: `250 OK ${number}` }
        : { state: 'failed', answer: `550 No ${number}` }),
    }));
    const paper = storyPaper(createPapers(createFonts(join(import.meta.dirname, '../../assets/fonts'))), {
      subscriber,
      story: { ...subscribers.story(subscriber.id), deliveries },
      permission: { may: true, reason: 'confirmed', at },
      keptUntil: undefined,
      organisation: 'Sociale Alliantie',
      madeAt: at,
    });
    const text = textOf(site, paper);
    for (const { subject, answer } of deliveries) {
      expect(text).toContain(subject);
      expect(text).toContain(`‘${answer}’`);
    }
    expect(text).toMatch(/Bladzijde [3-9] van [3-9]/);
  },
);

it.skipIf(!readable)('stands upright whatever a reader is called', async () => {
  const site = await openSite();
  for (const [email, name] of [
    ['a@lezers.example', 'x'.repeat(100)],
    ['b@lezers.example', '(naam) \\ <b>vet</b> “aanhaling” %PDF'],
    [`${'l'.repeat(60)}@${'d'.repeat(60)}.${'e'.repeat(60)}.example`, ''],
  ] as const) {
    await site.subscribe({ email, name });
  }
  expect((await paperOf(site, 'a@lezers.example')).text.replaceAll(/\s/g, '')).toContain('x'.repeat(100));
  expect((await paperOf(site, 'b@lezers.example')).text).toContain('(naam) \\ <b>vet</b> “aanhaling” %PDF');
});

/** The text of a PDF as somebody who copies it gets it, on one line. */
function textOf(site: Site, pdf: Buffer): string {
  const file = join(site.folder, 'paper.pdf');
  writeFileSync(file, pdf);
  return execFileSync('pdftotext', [file, '-'], { encoding: 'utf8' }).replaceAll(/\s+/g, ' ');
}
