import { type MailContent, type MailRenderer, mail } from '../mail/render.ts';
import { type Meeting, placeLines } from '../meetings/meeting.ts';
import type { Participant } from '../participants/participant.ts';
import { paths } from '../paths.ts';
import type { Html } from '../templates/html.ts';
import { linkedText } from '../templates/linked-text.ts';
import type { InvitationText } from './invitation.ts';
import { salutation, whenInWords } from './words.ts';

/** What an invitation says besides the words of staff. */
type InviteData = {
  subject: string;
  salutation: string;
  body: string;
  bodyHtml: Html;
  title: string;
  when: string;
  place: string;
  /** The last day to answer, `YYYY-MM-DD`, or ''. */
  replyBy: string;
  link: string;
  stopLink: string;
};
export const inviteMail = mail<InviteData>('invitations/mails/invite');

type NewsData = {
  cancelled: boolean;
  reason: string;
  salutation: string;
  title: string;
  when: string;
  place: string;
  link: string;
  stopLink: string;
};
export const newsMail = mail<NewsData>('invitations/mails/news');

type To = { people: Participant[]; token: string };

/** The mails to who is invited. Each has its meeting for the calendar along, and a link to get no more. */
export type InvitationMails = ReturnType<typeof createInvitationMails>;

export function createInvitationMails(
  render: MailRenderer,
  siteUrl: string,
  calendarOf: (meeting: Meeting, link: string) => string,
) {
  return { invite, news };

  /** Asks somebody to come, or asks once more. */
  function invite(
    meeting: Meeting,
    { text, people, token }: To & { kind: 'invitation' | 'reminder'; text: InvitationText },
  ): MailContent {
    const { subject, body } = text;
    const data = { ...about(meeting, people, token), replyBy: meeting.replyBy, subject, body };
    return withCalendar(
      meeting,
      token,
      render(inviteMail, { ...data, bodyHtml: linkedText(body) }, stopHeaders(token)),
    );
  }

  /** Tells somebody that a meeting is off, or has moved. */
  function news(meeting: Meeting, { people, token }: To): MailContent {
    const cancelled = meeting.state === 'cancelled';
    const data = { ...about(meeting, people, token), cancelled, reason: meeting.cancelReason };
    return withCalendar(meeting, token, render(newsMail, data, stopHeaders(token)));
  }

  function about(meeting: Meeting, people: Participant[], token: string) {
    return {
      salutation: salutation(people),
      title: meeting.title,
      when: whenInWords(meeting),
      place: placeLines(meeting).join(', '),
      link: siteUrl + paths.invitation(token),
      stopLink: siteUrl + paths.refuseInvitations(token),
    };
  }

  /** RFC 8058: a mail program can offer to stop, too. */
  function stopHeaders(token: string): Record<string, string> {
    return {
      'List-Unsubscribe': `<${siteUrl + paths.refuseInvitations(token)}>`,
      'List-Unsubscribe-Post': 'List-Unsubscribe=One-Click',
    };
  }

  function withCalendar(meeting: Meeting, token: string, content: MailContent): MailContent {
    const method = meeting.state === 'cancelled' ? 'CANCEL' : 'PUBLISH';
    const file = {
      name: `${meeting.slug}.ics`,
      type: `text/calendar; charset=utf-8; method=${method}`,
      text: calendarOf(meeting, siteUrl + paths.invitation(token)),
    };
    return { ...content, attachments: [file] };
  }
}
