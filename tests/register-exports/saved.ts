import { paths } from '../../src/paths.ts';
import type { Site } from '../support/site.ts';

export type Staff = Awaited<ReturnType<Site['signIn']>>;

/** What the form of an export sends when it is for a day in Tilburg. */
export const FOR_TILBURG = {
  ...{ keuze: 'alles=ja', activiteit: 'anders', naam: 'Themadag in Tilburg' },
  ...{ inhoud: 'everything', soort: 'csv' },
};

/** Saves a part of the register. */
export async function save(staff: Staff, values: Record<string, string> = {}) {
  const answer = await staff
    .post(paths.staff.exportParticipants(), { ...FOR_TILBURG, ...values })
    .buffer(true)
    .parse((response, done) => {
      const chunks: Buffer[] = [];
      response.on('data', (chunk: Buffer) => chunks.push(chunk));
      response.on('end', () => done(null, Buffer.concat(chunks)));
    });
  const bytes = answer.body as Buffer;
  return { status: answer.status, headers: answer.headers, bytes, text: bytes.toString('utf8') };
}
