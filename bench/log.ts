import { randomBytes } from 'node:crypto';
import { actionsOf } from '../src/access-log/words.ts';
import { inTransaction } from '../src/database/open.ts';
import { type Benchmark, percentile, timed } from './benchmark.ts';
import { openServices } from './services.ts';

const ROWS = 100_000;
const PEOPLE = 20_000;
const ON_A_LIST = 50;
const QUESTIONS = 100;

export const benchmark: Benchmark = {
  name: 'log',
  unit: 'ms',
  against: 'a scan of the log by SQLite for one id',
  promise: { atMost: 20 },
  start: async () => {
    const { services, close } = await openServices();
    const { accessLog, connection } = services;
    const ids = Array.from({ length: PEOPLE }, () => randomBytes(12).toString('base64url'));
    inTransaction(connection, () => {
      for (let row = 0; row < ROWS; row += 1) writeRow(row);
    });
    const scan = connection.prepare(
      'SELECT id FROM access_log WHERE instr(persons, ?) > 0 ORDER BY id DESC LIMIT 51',
    );
    const limit = () => slowest((number) => scan.all(`"${ids[number]}-"`), 5);
    const page = (wanted: Parameters<typeof accessLog.page>[0], olderThan?: number) =>
      accessLog.page(wanted, { olderThan }, 50);
    const measures = [
      { name: 'of a person', ours: () => slowest((number) => page({ person: personAt(number) })) },
      { name: 'of a staff member', ours: () => slowest(() => page({ staffId: 'b' }, ROWS / 2)) },
      { name: 'of a kind', ours: () => slowest(() => page({ actions: actionsOf('seen') }, ROWS / 2)) },
      { name: 'of a rare kind', ours: () => slowest(() => page({ actions: actionsOf('removed') })) },
      {
        name: 'of all three',
        ours: () =>
          slowest((number) =>
            page({ person: personAt(number), staffId: 'a', actions: actionsOf('changed') }),
          ),
      },
    ];
    return { measures: measures.map((measure) => ({ ...measure, limit })), stop: close };

    /** Every other row is a page of a list; of the rest most look at somebody. */
    function writeRow(row: number): void {
      const first = (row * 7919) % PEOPLE;
      const isList = row % 2 === 1;
      const persons = ids.slice(first, first + (isList ? ON_A_LIST : 1));
      const action = isList ? 'list' : row % 500 === 0 ? 'remove' : row % 10 === 0 ? 'change' : 'show';
      accessLog.write(row % 3 ? 'a' : 'b', `participant.${action}`, persons);
    }

    function personAt(number: number) {
      return { subject: 'participant' as const, id: ids[(number * 101) % PEOPLE] ?? '' };
    }
  },
};

/** The 95th percentile of as many questions. */
function slowest(ask: (number: number) => unknown, times = QUESTIONS): number {
  return percentile(
    Array.from({ length: times }, (_, number) => timed(() => ask(number))),
    0.95,
  );
}
