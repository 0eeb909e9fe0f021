import { execFileSync } from 'node:child_process';
import { writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { expect, it } from 'vitest';
import { paths } from '../../src/paths.ts';
import { DAY, reader } from '../newsletter/sending.ts';
import { Anna } from '../support/people.ts';
import { hasProgram } from '../support/programs.ts';
import { linkIn, openSite } from '../support/site.ts';
import * as messages from './messages.ts';
import { openReturning } from './returning.ts';

const readable = hasProgram('pdftotext', '-v');
const PAGE = paths.staff.returnedMail();
const SOFT = ['5.2.2', '552 5.2.2 Mailbox full'] as const;

it('lists what only a person can make out first, and then what came back by kind, with its reader', async () => {
  const { site, paula, send, comesBack, about, idOf, issue } = await openReturning(5);
  await send();
  await comesBack(messages.fromPostfix(about(1)));
  await comesBack(messages.fromPostfix(about(2), ...SOFT));
  await comesBack(messages.fromSpamButton(about(3)));
  await comesBack(messages.away(about(4)));
  await comesBack(messages.fromPostfix({ ...about(5), to: 'terug@kantoor.example', messageId: '' }));
  const { text } = await paula.get(PAGE);
  const order = [
    'Door u te bekijken: 1 bericht',
    'Het adres bestaat niet (meer): 1',
    'Kon niet worden bezorgd: 1',
    'Gemeld als ongewenste mail (spam): 1',
    'Automatisch antwoord: 1',
  ];
  const places = order.map((words) => text.indexOf(words));
  expect(places.every((place) => place > 0)).toBe(true);
  expect(places).toEqual(places.toSorted((one, other) => one - other));
  for (const number of [1, 2, 3, 4, 5]) expect(text).toContain(paths.staff.subscriber(idOf(reader(number))));
  expect(text).toContain(issue.subject);
  expect(text).toContain('552 5.2.2 Mailbox full');
  expect(text).not.toContain('Vertraagd');
  const [entry] = site.services.accessLog.newest(1);
  expect(entry?.action).toBe('subscriber.returned-mail');
  expect(entry?.persons).toHaveLength(5);
});

it('shows what a mail says as text, cut at 2,000 characters, and without what it can do', async () => {
  const { paula, comesBack } = await openReturning(0);
  const text = `<script>alert(1)</script>\u0007 ${'x'.repeat(3000)}`;
  const header = [
    'From: MAILER-DAEMON@vreemd.example',
    'Subject: Undeliverable <b>',
    'To: terug@kantoor.example',
  ];
  await comesBack(messages.mail(header, text));
  const page = await paula.get(PAGE);
  expect(page.text).toContain('Undeliverable &lt;b&gt;');
  expect(page.text).toContain('&lt;script&gt;');
  expect(page.text).not.toContain('<script>alert');
  expect(/x{100,}/.exec(page.text)?.[0].length).toBeLessThan(2000);
});

it('takes a mail off the list when it is handled, once, and forgets what it said', async () => {
  const { site, paula, send, comesBack, about } = await openReturning(1);
  await send();
  await comesBack(messages.fromPostfix({ ...about(1), to: 'terug@kantoor.example', messageId: '' }));
  const action = /action="([^"]+afgehandeld)"/.exec((await paula.get(PAGE)).text)?.[1] ?? '';
  expect((await paula.post(action)).headers.location).toBe(PAGE);
  const after = await paula.get(PAGE);
  expect(after.text).toContain('Dat is afgehandeld');
  expect(after.text).toContain('Er kwam niets terug');
  expect(site.dump()).not.toContain('This mail could not be handed on');
  await paula.post(action);
  expect((await paula.get(PAGE)).text).toContain('was al afgehandeld');
  expect((await paula.post(paths.staff.handleReturnedMail('geen'))).status).toBe(404);
});

it('keeps such a mail for 30 days, once, however often it comes in', async () => {
  const { site, comesBack } = await openReturning(0);
  const source = messages.mail(
    ['From: MAILER-DAEMON@vreemd.example', 'Subject: Undeliverable', 'To: terug@kantoor.example'],
    'Het is niet gelukt.',
  );
  for (let time = 0; time < 3; time += 1) await comesBack(source);
  expect(site.services.bounces.unhandled(9)).toHaveLength(1);
  site.clock.advance(29 * DAY);
  await site.runTask('remove what is past its term');
  expect(site.services.bounces.unhandled(9)).toHaveLength(1);
  site.clock.advance(2 * DAY);
  await site.runTask('remove what is past its term');
  expect(site.services.bounces.unhandled(9)).toEqual([]);
});

it('is linked from the overview only where there is a mailbox, or something to look at', async () => {
  const without = await openSite();
  const paula = await without.signIn();
  expect((await paula.get(paths.staff.dashboard())).text).not.toContain(PAGE);
  without.smtp.mood.answerFor = () => [550, '5.1.1 User unknown'];
  await without.post(paths.newsletter(), { email: Anna.email });
  await without.settle();
  expect((await paula.get(paths.staff.dashboard())).text).toContain(PAGE);
  expect((await paula.get(PAGE)).text).toContain('Er is geen postvak ingesteld');

  const { paula: other, comesBack } = await openReturning(0);
  expect((await other.get(paths.staff.dashboard())).text).toContain(PAGE);
  await comesBack(
    messages.mail(
      ['From: MAILER-DAEMON@vreemd.example', 'Subject: Undeliverable', 'To: x@y.example'],
      'Nee.',
    ),
  );
  expect((await other.get(paths.staff.dashboard())).text).toContain('1 bericht over mail die niet aankwam');
});

it('is seen by nobody who is not signed in', async () => {
  const { site } = await openReturning(0);
  expect((await site.get(PAGE)).status).toBe(303);
});

it("stands in the reader's story, on the page and on paper, and in the answer whether they got the last issue", async () => {
  const { site, paula, send, comesBack, about, idOf } = await openReturning(1);
  await send();
  await comesBack(messages.fromPostfix(about(1)));
  const id = idOf(reader(1));
  const { text } = await paula.get(paths.staff.subscriber(id));
  expect(text).toContain('Nee: mail naar dit adres kwam terug');
  expect(text).toMatch(
    /De laatste nieuwsbrief, [^<]*verstuurd\.[^<]*Kwam terug: het adres bestaat niet \(meer\)/,
  );
  expect(text).toContain('Werd geblokkeerd: mail kwam terug');
  expect(text).toContain('Mail die terugkwam');
  expect(text).toContain('Daarna is de lezer geblokkeerd.');
  const paper = await paula.get(paths.staff.subscriberStory(id)).responseType('blob');
  expect(paper.status).toBe(200);
  if (readable) {
    const file = join(site.folder, 'paper.pdf');
    writeFileSync(file, paper.body);
    const told = execFileSync('pdftotext', [file, '-'], { encoding: 'utf8' }).replaceAll(/\s+/g, ' ');
    expect(told).toContain('Mail die terugkwam');
    expect(told).toContain('User unknown’. Daarna is de lezer geblokkeerd.');
  }
  expect((await paula.get(`${paths.staff.subscribers()}?status=blocked`)).text).toContain(reader(1));
});

it('stands in what the reader sees of themselves, and in their copy', async () => {
  const { site, comesBack, aboutLast } = await openReturning(0);
  await site.subscribe(Anna);
  await comesBack(messages.fromPostfix(aboutLast(Anna.email)));
  await site.post(paths.ownData(), { email: Anna.email });
  await site.settle();
  const own = linkIn(site.mailTo(Anna.email), '/mijn-gegevens/');
  const page = await site.get(own);
  expect(page.text).toContain('U krijgt geen nieuwsbrief, omdat mail op dit adres niet aankwam');
  expect(page.text).toContain('Mail die terugkwam');
  expect(page.text).toContain('Schrijf u opnieuw in');
  const { body } = await site.get(`${own}/mijn-gegevens.json`);
  expect(body.teruggekomenMail).toEqual([
    {
      wanneer: '2026-03-05T10:00:00.000Z',
      wat: expect.stringContaining('omdat het adres niet (meer) zou bestaan'),
    },
  ]);
  expect(body.bewijs.at(-1).wat).toContain('Daarom sturen wij u niets meer');
  expect((await site.get(`${own}/mijn-gegevens.csv`)).text).toContain('Teruggekomen mail');
});

it('counts in the figures of the issue: what came back for good, for now, and as unwanted', async () => {
  const { site, paula, page, issue, send, comesBack, about } = await openReturning(4);
  site.smtp.mood.answerFor = (recipient) =>
    recipient === reader(4) ? [550, '5.1.1 User unknown'] : undefined;
  await send();
  await comesBack(messages.fromPostfix(about(1)));
  await comesBack(messages.fromPostfix(about(2), ...SOFT));
  await comesBack(messages.fromSpamButton(about(3)));
  expect(site.services.sending.figuresOf(issue.id)).toMatchObject({
    ...{ sent: 3, failed: 1 },
    cameBack: { hard: 1, soft: 1, complaint: 1 },
  });
  const { text } = await paula.get(page);
  for (const name of ['het adres bestaat niet', 'kon niet worden bezorgd', 'ongewenste mail \\(spam\\)']) {
    expect(text).toMatch(new RegExp(`${name}</th>\\s*<td[^>]*>1<`));
  }
});

it('is explained by the privacy policy, with whether a mailbox is read', async () => {
  const reads = await openReturning(0);
  expect((await reads.site.get(paths.privacy())).text).toContain('leest onze website de berichten');
  const { text } = await (await openSite()).get(paths.privacy());
  expect(text).toContain('Mail die terugkwam</strong>: 13 maanden');
  expect(text).not.toContain('leest onze website de berichten');
});
