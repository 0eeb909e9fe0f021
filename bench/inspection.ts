import { randomBytes } from 'node:crypto';
import { inTransaction } from '../src/database/open.ts';
import { syntheticParticipants } from '../src/demo/people.ts';
import { inspectionPaper } from '../src/rights/inspection.ts';
import type { Listed } from '../src/rights/request.ts';
import { type Benchmark, percentile, timed } from './benchmark.ts';
import { openServices } from './services.ts';

const ROWS = 100_000;
/** So many rows of the log, mails and files are about one person, as of somebody who takes part for years. */
const EACH = 20;
const TURNS = 10;
const ABOUT = { organisation: 'Bench', siteUrl: 'http://localhost', madeAt: '2026-11-24T10:00:00.000Z' };

export const benchmark: Benchmark = {
  name: 'inspection',
  unit: 'ms',
  against: 'the same paper without a line on it',
  promise: { atMost: 1000 },
  start: async () => {
    const { services, close } = await openServices();
    const people = fill(services);
    const paper = (listed: Listed[]) =>
      inspectionPaper(services.papers, services.rights.gathering.gather(listed), ABOUT);
    paper([]);
    const of = (turn: number) => people[(turn * 101) % people.length] ?? [];
    const slowest = (work: (turn: number) => unknown) =>
      percentile(
        Array.from({ length: TURNS }, (_, turn) => timed(() => work(turn))),
        0.95,
      );
    return {
      measures: [
        {
          name: 'of a person',
          ours: () => slowest((turn) => paper(of(turn))),
          limit: () => slowest(() => paper([])),
        },
      ],
      stop: close,
    };
  },
};

/** As many rows in each table that a person can stand in. Returns who stands in all of them. */
function fill({
  connection,
  participants,
  accessLog,
}: Awaited<ReturnType<typeof openServices>>['services']): Listed[][] {
  participants.addMany(syntheticParticipants(ROWS));
  const entries = connection.prepare('SELECT id FROM participants').pluck().all() as string[];
  const readers = entries.map(() => randomBytes(12).toString('base64url'));
  const now = ABOUT.madeAt;
  const add = (sql: string) => connection.prepare(sql);
  const reader = add(`
    INSERT INTO subscribers (id, address, address_key, name, state, leave_token, created_at, changed_at, search)
    VALUES (@id, @address, @address, 'Lezer', 'subscribed', @id, @now, @now, '')`);
  const event = add(
    `INSERT INTO consent_events (subscriber_id, at, kind, detail) VALUES (@id, @now, 'confirmed', '')`,
  );
  const issue = add(`
    INSERT INTO issues (id, slug, subject, preheader, introduction, blocks, created_at, updated_at, version, saved_by)
    VALUES (@id, @id, @id, '', '', '[]', @now, @now, 1, '')`);
  const sending = add(`
    INSERT INTO sendings (issue_id, state, planned_at, planned_for, started_at) VALUES (@id, 'sent', @now, @now, @now)`);
  const print = add(`
    INSERT INTO sending_prints (issue_id, subject, html, text, leave_marker) VALUES (@id, @id, '', '', '')`);
  const delivery = add(`
    INSERT INTO deliveries (issue_id, subscriber_id, address, address_key, leave_token, state, message_id, due_at)
    VALUES (@issue, @id, @address, @address, @id, 'sent', @message, @now)`);
  const bounce = add(`
    INSERT INTO bounces (mail_key, kind, source, at, issue_id, subscriber_id, status, words, followed)
    VALUES (@message, 'soft', 'report', @now, @issue, @id, '4.2.2', '', 'nothing')`);
  const history = add(`
    INSERT INTO participant_history (id, participant_id, kind, before, after, actor, staff_id, reason, at)
    VALUES (@message, @entry, 'changed', '{"town":"Utrecht"}', '{"town":"Zwolle"}', 'staff', 's', '', @now)`);
  const mail = add(`
    INSERT INTO outbox (message_id, kind, recipient, subject, text, html, headers, state, created_at, due_at, finished_at, person)
    VALUES (@message, 'welcome', '', 'Welkom', '', '', '{}', 'sent', @now, @now, @now, @id)`);
  const file = add(`
    INSERT INTO ledger (id, at, staff_id, staff_name, kind, activity, contents, count)
    VALUES (@id, @now, '', '', 'labels', 'Raad', '["name"]', 1)`);
  const inFile = add('INSERT INTO ledger_people (ledger_number, participant_id) VALUES (@number, @entry)');
  return inTransaction(connection, () => {
    for (let number = 0; number < EACH; number += 1) {
      for (const one of [issue, sending, print]) one.run({ id: `issue${number}`, now });
      file.run({ id: `file${number}`, now });
    }
    for (const [place, id] of readers.entries()) {
      const row = { id, entry: entries[place] ?? '', address: `lezer${place}@bench.example`, now };
      for (const one of [reader, event]) one.run({ id, address: row.address, now });
      // Every twentieth has all that there is of one person: as many rows in the table as there are people.
      for (let number = 0; number < (place % EACH === 0 ? EACH : 0); number += 1) {
        const message = `<${id}.${number}@bench>`;
        delivery.run({ issue: `issue${number}`, id, address: row.address, message, now });
        bounce.run({ issue: `issue${number}`, id, message, now });
        history.run({ message, entry: row.entry, now });
        mail.run({ message, id, now });
        inFile.run({ number: number + 1, entry: row.entry });
        accessLog.write('s', 'participant.show', [row.entry]);
      }
    }
    return readers.flatMap((id, place): Listed[][] =>
      place % EACH === 0
        ? [
            [
              { list: 'subscriber', id },
              { list: 'participant', id: entries[place] ?? '' },
            ],
          ]
        : [],
    );
  });
}
