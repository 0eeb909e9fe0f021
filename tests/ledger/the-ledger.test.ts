import { expect, it } from 'vitest';
import { NOTHING_KNOWN } from '../../src/participants/participant.ts';
import { openSite, type Site } from '../support/site.ts';

const DAY = 24 * 60 * 60 * 1000;
const PAULA = { id: 'paula', name: 'Paula de Proef' };
const RAAD = { meetingId: 'raad', title: 'AlliantieRaad voorjaar 2026' };

it('refuses a file that is for nothing, and writes nothing down', async () => {
  const { ledger } = (await openSite()).services;
  for (const title of ['', '   ']) {
    const file = { kind: 'export', activity: { title }, staff: PAULA, participantIds: ['a'] } as const;
    expect(ledger.record(file)).toBe('no-activity');
  }
  expect(ledger.page(1)).toEqual([]);
});

it('keeps when, by whom, for what, how many and who', async () => {
  const { site, ids, file } = await withFile();
  expect(file).toMatchObject({
    ...{ at: '2026-03-05T10:00:00.000Z', staffId: 'paula', staffName: 'Paula de Proef', kind: 'labels' },
    ...{ meetingId: 'raad', activity: RAAD.title, contents: ['name', 'organisation', 'address'] },
    ...{ count: 3, forgotten: 0 },
  });
  expect(site.services.ledger.peopleIn(file.id).sort()).toEqual([...ids].sort());
});

it('belongs to the transaction of who makes the file', async () => {
  const { ledger, inTransaction } = (await openSite()).services;
  const failing = () =>
    inTransaction(() => {
      ledger.record({ kind: 'letters', activity: RAAD, staff: PAULA, participantIds: ['a'] });
      throw new Error('The paper is full');
    });
  expect(failing).toThrow();
  expect(ledger.page(1)).toEqual([]);
});

it('still knows who was removed while that can be undone; then only how many', async () => {
  const { site, ids, file } = await withFile();
  const { ledger, participants } = site.services;
  const removed = participants.remove(String(ids[0]), 'paula');
  expect(ledger.peopleIn(file.id)).toContain(ids[0]);
  if (removed.outcome !== 'done') throw new Error('not removed');
  participants.undo(removed.changeId, 'paula');
  expect(ledger.peopleIn(file.id)).toContain(ids[0]);

  participants.remove(String(ids[0]), 'paula');
  site.clock.advance(31 * DAY);
  await site.runTask('remove what is past its term');
  expect(ledger.peopleIn(file.id).sort()).toEqual(ids.slice(1).sort());
  expect(ledger.byId(file.id)).toMatchObject({ count: 3, forgotten: 1 });
});

it('follows somebody into the entry that theirs was made one with', async () => {
  const { site, ids, file } = await withFile();
  const { ledger, participants } = site.services;
  const other = add(site, 'Jansen');
  const [one, two] = [participants.byId(String(ids[0])), participants.byId(other)];
  if (!one || !two) throw new Error('gone');
  site.clock.advance(1000);
  const merged = participants.merge({ one, other: two, choices: {} }, 'paula');
  if (merged.outcome !== 'done') throw new Error(merged.outcome);
  expect(ledger.peopleIn(file.id)).toContain(merged.entry.id);
  expect(ledger.peopleIn(file.id)).not.toContain(merged.gone);
  site.clock.advance(31 * DAY);
  await site.runTask('remove what is past its term');
  expect(ledger.peopleIn(file.id)).toContain(merged.entry.id);
  expect(ledger.byId(file.id)).toMatchObject({ count: 3, forgotten: 0 });
});

it('forgets a file after two years', async () => {
  const { site, file } = await withFile();
  site.clock.advance(720 * DAY);
  await site.runTask('remove what is past its term');
  expect(site.services.ledger.byId(file.id)).toBeDefined();
  site.clock.advance(15 * DAY);
  await site.runTask('remove what is past its term');
  expect(site.services.ledger.byId(file.id)).toBeUndefined();
});

function add(site: Site, lastName: string): string {
  return site.services.participants.add({ ...NOTHING_KNOWN, lastName }, 'paula').entry.id;
}

async function withFile() {
  const site = await openSite();
  const ids = ['Jansen', 'Zając', 'Özdemir'].map((name) => add(site, name));
  const { ledger } = site.services;
  const file = {
    kind: 'labels',
    activity: RAAD,
    staff: PAULA,
    participantIds: [...ids, String(ids[0])],
  } as const;
  expect(ledger.record(file)).toBe('recorded');
  const [entry] = ledger.page(1);
  if (entry === undefined) throw new Error('not recorded');
  return { site, ids, file: entry };
}
