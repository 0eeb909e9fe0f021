import { type MailContent, type MailRenderer, mail } from '../mail/render.ts';
import { paths } from '../paths.ts';

export const confirmMail = mail<{ link: string; privacyLink: string }>('subscribers/mails/confirm');
export const welcomeMail = mail<{ leaveLink: string }>('subscribers/mails/welcome');
export const alreadySubscribedMail = mail<{ leaveLink: string }>('subscribers/mails/already-subscribed');
export const leaveLinkMail = mail<{ leaveLink: string }>('subscribers/mails/leave-link');

/** The mails of the list. None of them holds anything that a stranger typed. */
export type SubscriberMails = ReturnType<typeof createSubscriberMails>;

export function createSubscriberMails(render: MailRenderer, siteUrl: string) {
  return {
    /** Asks to confirm, with the link to the page that has the button. */
    confirm: (token: string): MailContent =>
      render(confirmMail, { link: siteUrl + paths.confirm(token), privacyLink: siteUrl + paths.privacy() }),
    /** Says that the reader is on the list, and how to leave it. */
    welcome: (leaveToken: string): MailContent => withLeaveLink(welcomeMail, leaveToken),
    /** To a reader who signs up again. */
    alreadySubscribed: (leaveToken: string): MailContent => withLeaveLink(alreadySubscribedMail, leaveToken),
    /** To a reader who asked for the link to leave. */
    leaveLink: (leaveToken: string): MailContent => withLeaveLink(leaveLinkMail, leaveToken),
  };

  function withLeaveLink(view: typeof welcomeMail, leaveToken: string): MailContent {
    const leaveLink = siteUrl + paths.leave(leaveToken);
    return render(view, { leaveLink }, oneClickHeaders(leaveLink));
  }
}

/** The headers by which a mail program offers its own button for leaving (RFC 2369, RFC 8058 §3.1). */
export function oneClickHeaders(leaveLink: string): Record<string, string> {
  return {
    'List-Unsubscribe': `<${leaveLink}>`,
    'List-Unsubscribe-Post': 'List-Unsubscribe=One-Click',
  };
}
