import { paths } from '../../src/paths.ts';
import { bringIn as bringReaders, check as checkReaders, csvOf, upload } from '../imports/lists.ts';
import { choose, sendMails } from '../invitations/inviting.ts';
import { makePublished } from '../meetings/meetings.ts';
import { putDelivery } from '../own-data/readers.ts';
import { bringIn as bringRegister } from '../register-imports/lists.ts';
import type { Site } from '../support/site.ts';
import { NOOR_ENTRY, Noor, readerId, register } from './people.ts';

type Staff = Awaited<ReturnType<Site['signIn']>>;

/** What is Noor's in the database, however it is written. */
export const NOORS = /noor|nora|verhoeven|kerkpad|schulden|lijsten\.example|notenallergie|Tante Toos/i;

/** Puts Noor in every table in which a person can stand. Returns where she is found. */
export async function everythingOfNoor(site: Site, paula: Staff) {
  const { connection, participants, ledger, rights } = site.services;
  const now = site.clock.now().toISOString();
  const run = (sql: string, values: object) => connection.prepare(sql).run(values);

  await site.subscribe(Noor);
  await bringReaders(site, paula, [
    ['e-mail', 'naam'],
    [Noor.email, Noor.name],
  ]);
  const reader = readerId(site, Noor.email);
  putDelivery(site, Noor.email, { subject: 'Voorjaar', state: 'sent', answer: '250 noor, dank u' });
  run(
    `INSERT INTO bounces (mail_key, kind, source, at, issue_id, subscriber_id, status, words, followed)
     VALUES ('x', 'soft', 'report', @now, 'Voorjaar', @reader, '4.2.2', 'mailbox of noor is full', 'nothing')`,
    { now, reader },
  );
  run(
    `INSERT INTO unrecognised_mails (id, fingerprint, received_at, sender, subject, text, reason, about_address)
     VALUES ('u1', 'f', @now, 'post@elders.example', 'Over Noor', 'Noor is er niet', 'not-understood', 'Noor@lijsten.example')`,
    { now },
  );

  const entry = register(site, { ...NOOR_ENTRY, tags: ['spreker'] });
  const gone = register(site, { ...NOOR_ENTRY, firstName: 'Nora' });
  const versions = participants.byIds([gone, entry]).map(({ id, version }) => [id, version] as const);
  const versionOf = (id: string) => new Map(versions).get(id) ?? 0;
  const merged = participants.merge(
    {
      one: { id: entry, version: versionOf(entry) },
      other: { id: gone, version: versionOf(gone) },
      choices: {},
    },
    'staff',
  );
  if (merged.outcome !== 'done') throw new Error(`Merging ended as ${merged.outcome}`);
  const kept = merged.entry.id;
  await bringRegister(site, paula, [
    ['voornaam', 'achternaam', 'e-mail', 'telefoon'],
    ['Noor', 'Verhoeven', Noor.email, '06-00000008'],
  ]);
  run(
    `INSERT INTO stay_questions (participant_id, token_hash, way, staff_id, asked_at)
     VALUES (@kept, 'h', 'mail', 'staff', @now)`,
    { kept, now },
  );
  ledger.record({
    ...{ kind: 'labels', activity: { title: 'Raad van vorig jaar' } },
    ...{ staff: { id: 's', name: 'Paula' }, participantIds: [kept, 'somebody else'] },
  });

  const before = await makePublished(paula, { datum: '2026-03-10', antwoordvoor: '' });
  const coming = await makePublished(paula);
  for (const meeting of [before, coming]) await choose(paula, meeting, [kept]);
  await sendMails(site, paula, before);
  run(
    `UPDATE invitations SET answer = 'yes', needs = 'notenallergie', needs_consent_at = @now, came = 1
     WHERE meeting_id = @before`,
    { now, before },
  );
  run(`UPDATE invitation_groups SET guests = '["Tante Toos"]' WHERE meeting_id = @before`, { before });

  await site.post(paths.ownData(), { email: Noor.email });
  await site.settle();
  await site.post(paths.ownData(), { email: Noor.email });
  const list = await upload(
    site,
    paula,
    csvOf([
      ['e-mail', 'naam'],
      [Noor.email, Noor.name],
    ]),
  );
  await checkReaders(site, paula, list);
  await site.post(paths.ownData(), { email: Noor.email });
  const request = rights.requests.add(
    {
      kind: 'access',
      cameOn: '2026-03-05',
      note: 'Noor belde.',
      people: [{ list: 'subscriber', id: reader }],
    },
    'staff',
  );
  rights.requests.extend(request, 'Noor heeft veel mappen.');
  // As it stands there while the mail server can't be reached.
  run(
    `INSERT INTO outbox (message_id, kind, recipient, subject, text, html, headers, created_at, due_at, person)
     VALUES ('<w@x>', 'welcome', 'noor@lijsten.example', 'Welkom', 'Dag Noor', '', '{}', @now, @now, @reader)`,
    { now, reader },
  );
  return { reader, entry: kept, gone: merged.gone, meetings: { before, coming } };
}
