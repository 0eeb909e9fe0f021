import { createHash } from 'node:crypto';
import { understand } from '../../src/bounces/report.ts';
import { paths } from '../../src/paths.ts';
import { openSending, reader } from '../newsletter/sending.ts';
import { linkIn, type Site } from '../support/site.ts';
import type { About } from './messages.ts';

export const RETURN_PATH = 'terug@kantoor.example';

const CONTENT = { subject: 'Nog een nieuwsbrief', preheader: '', introduction: 'Beste lezer,', blocks: [] };

/** A site that gives each mail its own return path, with so many readers, an issue that is ready, and Paula. */
export async function openReturning(readers: number, mailbox = 'imap://post:geheim@127.0.0.1:1') {
  const env = { MAIL_RETURN_PATH: RETURN_PATH, BOUNCE_IMAP_URL: mailbox };
  const opened = await openSending(readers, env);
  return { ...opened, ...actionsOn(opened.site) };
}

export function actionsOn(site: Site) {
  const { subscribers, bounces, issues, sending } = site.services;
  return {
    aboutLast,
    about,
    comesBack,
    idOf,
    stateOf,
    eventsOf,
    bouncesOf,
    sendAnother,
    confirmAnew,
    readMailbox,
  };

  /** The last mail that was handed over for this address, as reports name it. */
  function aboutLast(address: string): About {
    const { returnPath, messageId } = site.mailTo(address);
    return { to: returnPath, recipient: address, messageId: String(messageId) };
  }

  /** The same, for the reader with this number. */
  function about(number: number): About {
    return aboutLast(reader(number));
  }

  /** A mail comes in, past the mailbox. */
  async function comesBack(source: string): Promise<'ours' | 'not-ours'> {
    const bytes = Buffer.from(source);
    return bounces.receive(await understand(bytes), createHash('sha256').update(bytes).digest('hex'));
  }

  function idOf(address: string): string {
    return String(subscribers.list({ words: address }).subscribers[0]?.id);
  }

  function stateOf(address: string): string | undefined {
    return subscribers.byId(idOf(address))?.state;
  }

  function eventsOf(address: string): [kind: string, detail: string][] {
    return subscribers.story(idOf(address)).events.map(({ kind, detail }) => [kind, detail]);
  }

  function bouncesOf(address: string) {
    return subscribers.story(idOf(address)).bounces;
  }

  /** Writes another issue, and sends it to everybody on the list. */
  async function sendAnother(): Promise<string> {
    const issue = issues.createFrom(CONTENT);
    sending.plan(issue.id, issue.version);
    site.clock.advance(10 * 60_000);
    await site.settle();
    return issue.id;
  }

  /** Signs up anew, and presses the button in the mail that comes. */
  async function confirmAnew(email: string): Promise<void> {
    await site.post(paths.newsletter(), { email });
    await site.settle();
    await site.post(linkIn(site.mailTo(email), '/nieuwsbrief/bevestigen/'));
    await site.settle();
  }

  async function readMailbox(): Promise<void> {
    await site.runTask('read returned mail');
  }
}
