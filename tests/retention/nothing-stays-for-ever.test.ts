import { expect, it } from 'vitest';
import { paths } from '../../src/paths.ts';
import { KIND_IDS, KINDS, type KindId } from '../../src/retention/kinds.ts';
import { linkOf, openRaad, PEOPLE, register, sendMails } from '../invitations/inviting.ts';
import { save } from '../register-exports/saved.ts';
import { bringIn } from '../register-imports/lists.ts';
import { Anna, Bilal, Zoe } from '../support/people.ts';
import { linkIn, type Site } from '../support/site.ts';

/** Kinds that end by a term, and that the test below has some of. */
const FILLED: KindId[] = [
  ...(['unconfirmed', 'left', 'leaving-links', 'leaving-reasons', 'own-data-links', 'sent-mail'] as const),
  ...(['register-history', 'removed-entries', 'stay-questions', 'register-lists', 'invitations'] as const),
  ...(['needs', 'access-log', 'ledger', 'incidents', 'breaches', 'devices'] as const),
];

/** Readers who ask, read and leave; people who are invited, asked to stay, exported, removed; a list that is lost. */
async function fill() {
  const { site, paula, meeting, ids } = await openRaad(['anna', 'bilal'], { behoeften: 'ja' });
  await sendMails(site, paula, meeting);
  await site.post(linkOf(site, PEOPLE.anna.email), {
    ...{ komt_1: 'ja', zorg_1: 'geen noten', zorg_akkoord_1: 'ja', gasten: 'Piet Gast' },
  });
  await site.post(paths.newsletter(), { email: Anna.email });
  const { leave } = await site.subscribe(Bilal);
  const left = String((await site.post(leave)).headers.location);
  await site.post(`${left}/reden`, { reden: 'other', toelichting: 'Te vaak' });
  await site.subscribe(Zoe);
  await site.post(paths.ownData(), { email: Zoe.email });
  await site.settle();
  await save(paula);
  const [file] = site.services.ledger.page(1);
  await paula.post(paths.staff.lostFile(String(file?.id)), { datum: '2026-03-05', tijd: '11:00' });
  await paula.post(paths.staff.newBreach(), { datum: '2026-03-05', tijd: '11:00', wat: 'Weg.' });
  await bringIn(site, paula, [['Naam'], ['Nieuw Jansen']]);
  const silent = register(site, { ...PEOPLE.anna, email: 'stil@raad.example', lastContact: '2020-01-01' });
  await paula.post(paths.staff.askSilentEntry(silent));
  await site.settle();
  expect(linkIn(site.mailTo('stil@raad.example'), '/blijven/')).toBeDefined();
  site.services.participants.remove(String(ids.bilal), 'paula');
  return site;
}

function counts(site: Site, kinds: KindId[]): Record<string, number> {
  const held = new Map(site.services.retention.table().map((kind) => [kind.id, kind]));
  return Object.fromEntries(kinds.map((id) => [id, held.get(id)?.held ?? 0]));
}

it('has nothing left of any kind with a term once all terms are over, but for the people who are there', async () => {
  const site = await fill();
  const before = counts(site, FILLED);
  expect(Object.entries(before).filter(([, count]) => count === 0)).toEqual([]);
  // The access log goes by the clock of the machine, and may be let go of by nobody before.
  site.services.connection.exec('DROP TRIGGER access_log_is_not_removed');
  site.clock.set(new Date('2037-03-05T10:00:00.000Z'));
  await site.runTask('remove what is past its term');
  const after = counts(site, FILLED);
  const staying = { 'register-lists': before['register-lists'], 'access-log': 0 };
  expect(after).toEqual({ ...Object.fromEntries(FILLED.map((id) => [id, 0])), ...staying });
  expect(site.services.retention.overdue()).toEqual([]);
  const kept = site.dump();
  for (const gone of ['geen noten', 'Piet Gast', 'Te vaak', Bilal.email, Anna.email, 'bilal@raad.example'])
    expect(kept).not.toContain(gone);
  expect(kept).toContain(Zoe.email);
});

it('has a verb or somebody to remove each kind, and a term wherever a verb does it at night', () => {
  const endless = KIND_IDS.filter((id) => KINDS[id].term === undefined);
  const byVerb = endless.filter((id) => KINDS[id].by !== 'people');
  // These go with the last proof that names them.
  expect(byVerb).toEqual(['imported-consents']);
});
