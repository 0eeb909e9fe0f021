import { paths } from '../../src/paths.ts';
import { linkIn, type Site } from '../support/site.ts';

/** A link to one's own data, as the mail has it. */
export const OWN_LINK = /^\/mijn-gegevens\/[\w-]{43}$/;

/** Asks for the link by address, and opens the mail. Returns the link's path. */
export async function askFor(site: Site, email: string): Promise<string> {
  await site.post(paths.ownData(), { email });
  await site.settle();
  // Whoever is in the register too gets a link to that as well.
  const mails = site.mails.filter(({ subject }) => subject === 'Uw link naar Mijn gegevens');
  const mail = mails.findLast(({ recipient }) => recipient === email);
  return linkIn(mail ?? site.mailTo(email), '/mijn-gegevens/');
}

/** The reader with this address, as the list has them. */
export function readerOf(site: Site, email: string) {
  const { subscribers } = site.services.subscribers.list({ words: email });
  const reader = subscribers.find(({ address }) => address === email);
  if (reader === undefined) throw new Error(`No reader has ${email}`);
  return reader;
}

/** How many mails of this subject were sent. */
export function countMails(site: Site, subject: string): number {
  return site.mails.filter((mail) => mail.subject === subject).length;
}

/** An issue that was sent to this reader, as the sending leaves it. */
export function putDelivery(
  site: Site,
  email: string,
  issue: { subject: string; state: string; answer: string },
): void {
  const { id, addressKey, leaveToken } = readerOf(site, email);
  const now = site.clock.now().toISOString();
  const all = { ...issue, id, email, addressKey, leaveToken, now };
  for (const sql of [
    `INSERT INTO issues (id, slug, subject, preheader, introduction, blocks, created_at, updated_at, version, saved_by)
     VALUES (@subject, @subject, @subject, '', '', '[]', @now, @now, 1, '')`,
    `INSERT INTO sendings (issue_id, state, planned_at, planned_for, total, started_at, finished_at)
     VALUES (@subject, 'sent', @now, @now, 1, @now, @now)`,
    `INSERT INTO sending_prints (issue_id, subject, html, text, leave_marker) VALUES (@subject, @subject, '', '', 'x')`,
    `INSERT INTO deliveries (issue_id, subscriber_id, address, address_key, leave_token, state, message_id, due_at, answer, finished_at)
     VALUES (@subject, @id, @email, @addressKey, @leaveToken, @state, '<x@y>', @now, @answer, @now)`,
  ]) {
    site.services.connection.prepare(sql).run(all);
  }
}
