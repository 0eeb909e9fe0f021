import { paths } from '../../src/paths.ts';
import { linkIn, openSite, type Site } from '../support/site.ts';
import type { ReceivedMail } from '../support/smtp.ts';

export const MINUTE = 60_000;
export const HOUR = 60 * MINUTE;
export const DAY = 24 * HOUR;

const CONTENT = {
  subject: 'Samen eten in maart',
  preheader: 'Kom ook aan tafel',
  introduction: 'Beste lezer,\n\nDeze maand eten wij samen. Zoë kookt.',
  blocks: [],
};

/** A site with so many readers (`lezer1@…`, and so on) and an issue that is ready, with Paula signed in. */
export async function openSending(readers: number, env: Record<string, string> = {}) {
  const site = await openSite({ env: { MAIL_RATE: '0', ...env } });
  addReaders(site, readers);
  const issue = site.services.issues.createFrom(CONTENT);
  const paula = await site.signIn();
  const page = paths.staff.sendIssue(issue.id);
  return { site, issue, paula, page, ...actionsOn(site, issue.id, paula) };
}

/** The address of the reader with this number. */
export function reader(number: number): string {
  return `lezer${number}@lezers.example`;
}

/** Puts readers on the list, numbered from 1. */
export function addReaders(site: Site, count: number): void {
  const since = site.clock.now().toISOString();
  site.services.subscribers.addMany(
    Array.from({ length: count }, (_, index) => {
      const address = reader(index + 1);
      return { name: '', address: { typed: address, key: address }, state: 'subscribed' as const, since };
    }),
  );
}

function actionsOn(site: Site, id: string, paula: Awaited<ReturnType<Site['signIn']>>) {
  const { sending } = site.services;
  return { decide, send, counts, state, arrived, newsletterTo };

  /** Presses 'Ja, versturen'. */
  function decide(form: Record<string, string> = {}) {
    const version = site.services.issues.byId(id)?.version;
    return paula.post(paths.staff.sendIssue(id), { wanneer: 'nu', versie: String(version), ...form });
  }

  /** Decides, waits until nothing can be taken back, and lets the tasks of the next seconds run. */
  async function send(): Promise<void> {
    const answer = await decide();
    if (answer.status !== 303) throw new Error(`Deciding to send answered ${answer.status}`);
    site.clock.advance(10 * MINUTE);
    await site.settle();
  }

  function counts() {
    return sending.progressOf(id)?.counts;
  }

  function state() {
    return sending.stateOf(id);
  }

  /** To whom the newsletter arrived, in order of arrival. */
  function arrived(): string[] {
    return site.mails.filter(isNewsletter).map(({ recipient }) => recipient);
  }

  function newsletterTo(address: string): ReceivedMail {
    const mail = site.mails.find((one) => isNewsletter(one) && one.recipient === address);
    if (mail === undefined) throw new Error(`No newsletter arrived for ${address}`);
    return mail;
  }
}

function isNewsletter({ subject }: ReceivedMail): boolean {
  return subject === CONTENT.subject;
}

/** The path of the leave link of a newsletter. */
export function leaveLinkIn(mail: ReceivedMail): string {
  return linkIn(mail, '/nieuwsbrief/afmelden/');
}

/** A promise that somebody else keeps. */
export function gate() {
  let open: () => void = () => {};
  const opened = new Promise<void>((resolve) => {
    open = resolve;
  });
  return { opened, open };
}
