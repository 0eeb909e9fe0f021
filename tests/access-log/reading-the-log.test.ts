import fc from 'fast-check';
import { expect, it } from 'vitest';
import { paths } from '../../src/paths.ts';
import { MEMBER, putPeopleInTheLists, READER } from '../staff/people-in-the-lists.ts';
import { Paula, Quinten } from '../support/people.ts';
import { openSite } from '../support/site.ts';

const { staff } = paths;

it('shows who of the staff looked at somebody, from the page of that person', async () => {
  const site = await openSite();
  const { subscriber, participant } = await putPeopleInTheLists(site);
  const paula = await site.signIn();
  const quinten = await site.signIn(Quinten);
  await quinten.get(staff.subscriber(subscriber));
  await paula.get(staff.participant(participant));

  const reader = await paula.get(staff.subscriber(subscriber));
  const log = staff.logOf('subscriber', subscriber);
  expect(reader.text).toContain(`href="${log}"`);
  expect(whatAndWho((await paula.get(log)).text)).toEqual([
    ['Lezer bekeken', Paula.name],
    ['Lezer bekeken', Quinten.name],
  ]);
  const entry = await quinten.get(staff.participant(participant));
  expect(entry.text).toContain(`href="${staff.logOf('participant', participant)}"`);
  const ofParticipant = await quinten.get(staff.logOf('participant', participant));
  expect(whatAndWho(ofParticipant.text)).toEqual([
    ['Iemand uit het register bekeken', Quinten.name],
    ['Iemand uit het register bekeken', Paula.name],
  ]);
});

it('shows what one of the staff did, what kind of thing was done, and both at once', async () => {
  const site = await openSite();
  const { subscriber, participant } = await putPeopleInTheLists(site);
  const paula = await site.signIn();
  const quinten = await site.signIn(Quinten);
  await paula.get(staff.participants());
  await quinten.get(staff.participants());
  await quinten.post(staff.removeSubscriber(subscriber));
  await paula.post(staff.removeParticipant(participant));
  const [first, second] = site.services.accounts.list();
  const idOf = (name: string) => (first?.name === name ? first?.id : second?.id) ?? '';
  const whatIn = async (query: string) =>
    whatAndWho((await paula.get(staff.logBy(query))).text).map(([what]) => what);

  const ofQuinten = await whatIn(`medewerker=${idOf(Quinten.name)}`);
  expect(ofQuinten.slice(0, 2)).toEqual(['Lezer verwijderd', 'Register bekeken']);
  expect(ofQuinten).not.toContain('Iemand uit het register gehaald');
  expect(await whatIn('wat=removed')).toEqual(['Iemand uit het register gehaald', 'Lezer verwijderd']);
  expect(await whatIn(`wat=removed&medewerker=${idOf(Quinten.name)}`)).toEqual(['Lezer verwijderd']);
  expect(await whatIn(`wat=seen&persoon=${participant}`)).toEqual(['Register bekeken', 'Register bekeken']);
  expect(await whatIn(`wat=seen&persoon=${participant}&medewerker=${idOf(Paula.name)}`)).toHaveLength(1);
  expect(await whatIn('wat=merged')).toEqual([]);
});

it('names no reader and no participant: neither in its rows, nor on its pages', async () => {
  const site = await openSite();
  const { subscriber, participant } = await putPeopleInTheLists(site);
  const paula = await site.signIn();
  for (const path of [staff.subscribers(), staff.participants(), staff.participant(participant)]) {
    await paula.get(path);
  }
  const seen = [];
  for (const path of [staff.log(), staff.logOf('subscriber', subscriber), ...(await entriesIn(paula))]) {
    seen.push((await paula.get(path)).text);
  }
  for (const word of [...Object.values(READER), ...Object.values(MEMBER), 'Registerstra']) {
    expect(seen.join('\n')).not.toContain(word);
  }
  expect(seen.join('\n')).toContain(subscriber);
});

it('leads from a row to the people whom it names, as long as they are there', async () => {
  const site = await openSite();
  const { subscriber, participant } = await putPeopleInTheLists(site);
  const paula = await site.signIn();
  await paula.get(staff.participant(participant));
  const [newest = ''] = await entriesIn(paula);
  expect((await paula.get(newest)).text).toContain(`href="${staff.participant(participant)}"`);
  await paula.get(staff.subscriber(subscriber));
  await paula.post(staff.removeSubscriber(subscriber));
  const [gone = ''] = await entriesIn(paula);
  const { text } = await paula.get(gone);
  expect(text).toContain('Staat er niet meer in');
  expect(text).not.toContain(`href="${staff.subscriber(subscriber)}"`);
  const log = await paula.get(staff.logOf('subscriber', subscriber));
  expect(log.text).toContain('Deze lezer is er niet meer');
  expect(whatAndWho(log.text)).toHaveLength(2);
  expect(log.text + text).not.toContain(READER.email);
});

it('shows at somebody the files of everybody too, which name nobody one by one, but not those of another list', async () => {
  const site = await openSite();
  const { subscriber, participant } = await putPeopleInTheLists(site);
  const paula = await site.signIn();
  const [account] = site.services.accounts.list();
  const { accessLog } = site.services;
  accessLog.write(account?.id ?? '', 'subscriber.export', ['all-of:subscribed:45210']);
  const log = await paula.get(staff.logOf('subscriber', subscriber));
  expect(whatAndWho(log.text)).toEqual([['Lijst van lezers bewaard als bestand', Paula.name]]);
  expect(log.text).toContain('45.210 lezers');
  const [entry = ''] = await entriesIn(paula);
  expect((await paula.get(entry)).text).toContain('niet één voor één');
  const other = await paula.get(staff.logOf('participant', participant));
  expect(whatAndWho(other.text)).toEqual([]);
});

it('takes no id for another that differs in capitals alone', async () => {
  const site = await openSite();
  const paula = await site.signIn();
  const { accessLog } = site.services;
  accessLog.write('x', 'subscriber.show', ['aBcDeFgHiJkLmN-_']);
  accessLog.write('x', 'subscriber.remove', ['AbCdEfGhIjKlMn-_']);
  const { text } = await paula.get(staff.logOf('subscriber', 'aBcDeFgHiJkLmN-_'));
  expect(whatAndWho(text).map(([what]) => what)).toEqual(['Lezer bekeken']);
  expect(text).toContain('Iemand die geen account meer heeft');
});

it('goes fifty rows at a time, back and forth, without a row twice or left out', async () => {
  const site = await openSite();
  const paula = await site.signIn();
  const { accessLog } = site.services;
  for (let row = 0; row < 120; row += 1) accessLog.write('x', 'subscriber.show', [`person-${row}`]);
  const seen: string[] = [];
  let page = (await paula.get(staff.logBy('wat=seen'))).text;
  const firstPage = rowsIn(page);
  for (;;) {
    seen.push(...rowsIn(page));
    const older = linkNamed(page, 'Oudere 50');
    if (older === undefined) break;
    page = (await paula.get(older)).text;
  }
  expect(seen).toHaveLength(120);
  expect(seen).toEqual([...new Set(seen)].sort((one, other) => Number(other) - Number(one)));
  for (const _ of [1, 2]) page = (await paula.get(String(linkNamed(page, 'Nieuwere 50')))).text;
  expect(rowsIn(page)).toEqual(firstPage);
  expect(linkNamed(page, 'Nieuwere 50')).toBeUndefined();
});

it('answers whatever is asked of it, with nothing of the inside', async () => {
  const site = await openSite();
  const paula = await site.signIn();
  for (const path of [
    ...['" OR *', "'; DROP TABLE access_log;--", 'NEAR(a b)', '%00', 'ü', '('.repeat(199)].flatMap((id) => [
      staff.logOf('subscriber', id),
      staff.logBy(`persoon=${encodeURIComponent(id)}&medewerker=${encodeURIComponent(id)}`),
    ]),
    staff.logBy('ouder=-1&nieuwer=x&wat=alles'),
    staff.logBy('ouder=999999999999999'),
    staff.logBy('nieuwer=0'),
  ]) {
    expect([path, (await paula.get(path)).status]).toEqual([path, 200]);
  }
  for (const id of ['0', '-1', 'x', '1e3', '9'.repeat(30), '1.5']) {
    expect([id, (await paula.get(staff.logEntry(id))).status]).toEqual([id, 404]);
  }
  const { accessLog } = site.services;
  fc.assert(
    fc.property(fc.string({ unit: 'grapheme' }), (id) => {
      accessLog.page({ person: { subject: 'subscriber', id }, staffId: id, actions: [id] }, {}, 50);
    }),
  );
});

it('is behind the second factor, as the lists themselves are', async () => {
  const site = await openSite();
  const paula = await site.signIn(Paula, { secondFactor: false });
  for (const path of [staff.log(), staff.logEntry('1')]) expect((await paula.get(path)).status).toBe(303);
});

type Browser = Awaited<ReturnType<Awaited<ReturnType<typeof openSite>>['signIn']>>;

/** What was done and by whom, row by row. */
function whatAndWho(page: string): [string, string][] {
  const rows = page.matchAll(/<th scope="row"><a [^>]*>([^<]*)<[\s\S]*?data-label="Wie">([^<]*)</g);
  return Array.from(rows, ([, what = '', who = '']) => [what, who]);
}

function rowsIn(page: string): string[] {
  return Array.from(page.matchAll(/href="\/beheer\/logboek\/(\d+)"/g), ([, id = '']) => id);
}

async function entriesIn(browser: Browser): Promise<string[]> {
  return rowsIn((await browser.get(staff.log())).text).map((id) => staff.logEntry(id));
}

function linkNamed(page: string, name: string): string | undefined {
  return new RegExp(`href="([^"]*)"[^>]*>${name}<`).exec(page)?.[1]?.replaceAll('&amp;', '&');
}
