import { writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { paths } from '../../src/paths.ts';
import { seeNewsletters } from '../newsletter/every-state.ts';
import { contentFolder } from './content.ts';
import { seeEveryAccountPage } from './every-account-page.ts';
import { seeEveryBouncePage } from './every-bounce-page.ts';
import { seeEveryImportPage } from './every-import-page.ts';
import { seeEveryInvitationPage } from './every-invitation-page.ts';
import { seeEveryMeetingPage } from './every-meeting-page.ts';
import { seeEveryPrivacyPage } from './every-privacy-page.ts';
import { seeEveryPurposePage } from './every-purpose-page.ts';
import { seeEveryRegisterPage } from './every-register-page.ts';
import { seeEveryRightsPage } from './every-rights-page.ts';
import { seeEverySendingPage } from './every-sending-page.ts';
import { seeEveryStatisticsPage } from './every-statistics-page.ts';
import { Anna, Bilal, Paula, Quinten } from './people.ts';
import { linkIn, openSite, type Site } from './site.ts';

/** A page as a browser got it: its address, and the HTML that came back. */
export type SeenPage = { name: string; path: string; html: string };

const ARTICLES = [
  'samen-voor-beter',
  'valse-beeldvorming-over-bijstandsgerechtigden',
  'experimenten-basisinkomen',
];
const COLUMNS = ['Gemeente', 'Inwoners', 'Initiatieven', 'Vrijwilligers', 'Bijeenkomsten', 'Opmerkingen'];
const OF_EVERYTHING = `---
title: Van alles
section: nieuws
date: 2026-03-05
author: Proef de Persoon
---
Een **tekst** met [een link](/contact), \`code\`, een noot[^1] en 't een en 'n ander.

| ${COLUMNS.join(' | ')} |
|${COLUMNS.map(() => '---:').join('|')}|
| ${COLUMNS.map((column) => `${column} ${column}`).join(' | ')} |

> Een citaat.

1. Eén
2. Twee

---

![Een tekening](samen-voor-beter.png)

\`\`\`
een heel lange regel met code die niet op een telefoon past, hoe klein de letters ook zijn
\`\`\`

[^1]: De noot.
`;
const DAY = 24 * 60 * 60 * 1000;

/**
 * Goes through the whole site as visitors and staff do, into every state that a page has: empty lists,
 * full ones, forms that fail, links that are worth nothing any more. Returns each page that was seen.
 */
export async function seeEveryPage() {
  const content = contentFolder({ articles: ARTICLES, pictures: true, site: withEverything });
  writeFileSync(join(content, 'articles/van-alles.md'), OF_EVERYTHING);
  const full = await openSite({
    content,
    env: { TRUST_PROXY: '1' },
  });
  const pages: SeenPage[] = [];

  const note = (name: string, path: string, answer: { text: string; headers: Record<string, unknown> }) => {
    if (!String(answer.headers['content-type']).startsWith('text/html'))
      throw new Error(`${name} is no page`);
    pages.push({ name, path, html: answer.text });
  };
  const see = async (name: string, path: string) => note(name, path, await full.get(path));
  const send = async (name: string, path: string, form: Record<string, string>) =>
    note(name, path, await full.post(path, form));

  const empty = await openSite();
  const first = await empty.signIn(Paula);
  for (const path of [paths.staff.subscribers(), paths.staff.participants(), paths.staff.dashboard()]) {
    note(`empty ${path}`, path, await first.get(path));
  }
  note('home as it opens', paths.home(), await empty.get(paths.home()));

  const writing = await openSite();
  const writer = await writing.signIn(Paula);
  await writing.signIn(Quinten);
  await seeNewsletters(writing, writer, note);
  await seeEveryImportPage(note);

  const catching = await openSite({ env: { SMTP_URL: '' } });
  note('no caught mail', paths.mailbox(), await catching.get(paths.mailbox()));
  await catching.post(paths.newsletter(), { email: Anna.email });
  await catching.settle();
  const mailbox = await catching.get(paths.mailbox());
  note('caught mail', paths.mailbox(), mailbox);
  const mail = String(/href="(\/postvak\/[^"]+)"/.exec(mailbox.text)?.[1]);
  note('one caught mail', mail, await catching.get(mail));

  for (const path of [
    ...[paths.home(), paths.section('manifest'), paths.section('opinie'), paths.section('nieuws')],
    ...[paths.articles(), paths.article('samen-voor-beter'), paths.article('experimenten-basisinkomen')],
    ...[paths.article('valse-beeldvorming-over-bijstandsgerechtigden'), paths.article('van-alles')],
    ...[paths.search(), paths.searchFor('samen'), paths.searchFor('xyzzy')],
    ...[paths.newsletter(), paths.signedUp(), paths.confirmed(), paths.askToLeave(), paths.askedToLeave()],
    ...[paths.ownData(), paths.askedForOwnData(), paths.forgotten(), paths.moved()],
    ...[paths.privacy(), paths.contact(), paths.accessibility()],
    ...[paths.staff.signIn(), '/bestaat-niet', paths.confirm('niemand'), paths.staff.setUp('niemand')],
  ]) {
    await see(path, path);
  }
  await send('sign-up refused', paths.newsletter(), { naam: 'Anna', email: 'anna@' });
  await send('leaving refused', paths.askToLeave(), { email: '' });
  await send('own data refused', paths.ownData(), { email: 'anna@' });
  await send('too large', paths.newsletter(), { email: 'a'.repeat(70_000) });
  const badSignIn = full.post(paths.staff.signIn(), { email: 'x', password: '' }).set('Origin', full.url);
  note('sign-in refused', paths.staff.signIn(), await badSignIn);

  const token = String(full.services.accounts.firstInvitation());
  await see('set up', paths.staff.setUp(token));
  note(
    'set up refused',
    paths.staff.setUp(token),
    await full.post(paths.staff.setUp(token), { name: '' }).set('Origin', full.url),
  );

  await full.post(paths.newsletter(), { email: Bilal.email });
  await full.settle();
  const waiting = linkIn(full.mailTo(Bilal.email), '/nieuwsbrief/bevestigen/');
  await see('confirm', waiting);
  const { confirm, leave } = await full.subscribe(Anna);
  await see('already subscribed', confirm);
  await see('leave', leave);
  const left = String((await full.post(leave)).headers.location);
  await see('left', left);
  await send('reason refused', `${left}/reden`, { reden: 'hacked' });
  await see('not subscribed', leave);
  await see('link withdrawn', confirm);
  await full.post(`${left}/reden`, { reden: 'other' });
  await see('reason given', left);
  await full.post(`${left}/terug`);
  await see('undone', left);

  await seeOwnData(full, { see, send });

  const paula = await full.signIn(Paula);
  const show = async (name: string, path: string) => note(name, path, await paula.get(path));
  const people = full.services.subscribers.list({ words: '' }).subscribers;
  const idOf = (email: string) => String(people.find(({ address }) => address === email)?.id);
  const staff = paths.staff;
  for (const path of [
    staff.dashboard(),
    staff.subscribers(),
    `${staff.subscribers()}?q=xyzzy`,
    staff.account(),
  ]) {
    await show(path, path);
  }
  await show('a reader', staff.subscriber(idOf(Anna.email)));
  await show('a waiting reader', staff.subscriber(idOf(Bilal.email)));
  await show('settings', staff.settings());
  note('settings refused', staff.settings(), await paula.post(staff.settings(), { bewaartermijn: 'x' }));
  await paula.post(staff.settings(), { bewaartermijn: '24' });
  await show('settings saved', staff.settings());

  await show('a new entry', staff.newParticipant());
  const entry = {
    soort: 'participant',
    voornaam: 'Wietske',
    tussenvoegsel: 'de',
    achternaam: 'Vries',
    land: 'NL',
  };
  note(
    'an entry refused',
    staff.newParticipant(),
    await paula.post(staff.newParticipant(), { ...entry, email: 'x' }),
  );
  const added = await paula.post(staff.newParticipant(), { ...entry, postcode: '1234ab', land: 'NL' });
  await show('an entry added', String(added.headers.location));
  await show('an entry', String(added.headers.location));
  note(
    'an entry that a colleague changed',
    String(added.headers.location),
    await paula.post(String(added.headers.location), { ...entry, versie: '2000-01-01T00:00:00.000Z' }),
  );
  await show('the register', staff.participants());
  await show('the register, nobody found', `${staff.participants()}?q=xyzzy`);
  const removed = await paula.post(`${String(added.headers.location)}/verwijderen`);
  await show('an entry removed', String(removed.headers.location));
  await paula.post(staff.removeSubscriber(idOf(Anna.email)));
  await show('a reader removed', staff.subscribers());

  await seeEverySendingPage(note);
  await seeEveryBouncePage(note);
  await seeEveryRegisterPage(note);
  await seeEveryInvitationPage(note);
  await seeEveryPurposePage(note);
  await seeEveryPrivacyPage(note);
  await seeEveryRightsPage(note);
  await seeEveryMeetingPage(note);
  await seeEveryAccountPage(note);
  await seeEveryStatisticsPage(note);

  // The confirmation mail is a day old by now.
  full.clock.advance(13 * DAY);
  await see('confirm, expired', waiting);
  for (let time = 0; time < 21; time += 1) await full.post(paths.newsletter(), { email: 'a@lezers.example' });
  await send('too many', paths.newsletter(), { email: 'a@lezers.example' });
  full.clock.advance(30 * DAY);
  const quinten = await full.signIn(Quinten);
  note('the list over time', staff.dashboard(), await quinten.get(staff.dashboard()));
  full.services.connection.exec('DROP TABLE newsletter_requests');
  full.clock.advance(DAY);
  await send('failure', paths.newsletter(), { email: 'a@lezers.example' });

  return { site: full, pages };
}

type Seeing = {
  see: (name: string, path: string) => Promise<void>;
  send: (name: string, path: string, form: Record<string, string>) => Promise<void>;
};

/** What Anna sees and changes of herself, and what the owner of a new address finds. Leaves her on the list. */
async function seeOwnData(site: Site, { see, send }: Seeing): Promise<void> {
  const linkFor = async (email: string) => {
    await site.post(paths.ownData(), { email });
    await site.settle();
    return linkIn(site.mailTo(email), '/mijn-gegevens/');
  };
  const moveTo = async (own: string, email: string) => {
    await site.post(`${own}/adres`, { email });
    await site.settle();
    return linkIn(site.mailTo(email), '/mijn-gegevens/verhuizen/');
  };
  await see('own data of who waits', await linkFor(Bilal.email));
  const own = await linkFor(Anna.email);
  await see('own data', own);
  await see('own data, name kept', `${own}?gedaan=naam`);
  await send('own name refused', `${own}/naam`, { naam: 'x'.repeat(101) });
  await send('own address refused', `${own}/adres`, { email: Anna.email });
  await see('forget', `${own}/wissen`);
  await see('own data, unknown link', paths.ownDataOf('niemand'));
  const withdrawn = await moveTo(own, 'anna@eerste.example');
  const taken = await moveTo(own, 'anna@tweede.example');
  await see('own data, a move asked for', `${own}?gedaan=adres`);
  await see('a move, withdrawn', withdrawn);
  await see('a move', taken);
  await site.subscribe({ email: 'anna@tweede.example' });
  await see('a move, taken', taken);
  const expired = await moveTo(own, 'anna@derde.example');
  site.clock.advance(DAY);
  await see('a move, expired', expired);
  await see('own data, expired', own);
  const before = await linkFor(Anna.email);
  await site.post(await moveTo(before, 'anna@vierde.example'));
  await see('own data, of before a move', before);
  const there = await linkFor('anna@vierde.example');
  await site.post(await moveTo(there, Anna.email));
  await see('own data after two moves', await linkFor(Anna.email));
}

/** Fills in what the organisation has left out so far. */
function withEverything(yaml: string): string {
  return yaml
    .replace(/^# ?logo: .*$/m, 'logo: samen-voor-beter.png')
    .replace(/^# ?email: .*$/m, 'email: post@alliantie.example')
    .replace(/^# ?phone: .*$/m, 'phone: 030 000 00 00')
    .replace(/^ {4}# url: .*$/m, '    url: https://partner.example/')
    .replace(/^ {4}# logo: .*$/m, '    logo: samen-voor-beter.png')
    .replace(/^social: .*$/m, 'social:\n  - name: Mastodon\n    url: https://sociaal.example/@alliantie\n');
}
