import { type MailContent, type MailRenderer, mail } from '../mail/render.ts';
import { fullName } from '../participants/name.ts';
import type { Participant } from '../participants/participant.ts';
import { paths } from '../paths.ts';

export const askMail = mail<{ name: string; since: string; link: string }>('staying/mails/ask');

/** The mail that asks whether somebody wants to stay in the register. */
export type StayMails = ReturnType<typeof createStayMails>;

export function createStayMails(render: MailRenderer, siteUrl: string) {
  return {
    /** `since`: the day of the last contact, YYYY-MM-DD. */
    ask: (entry: Participant, since: string, token: string): MailContent => {
      const link = siteUrl + paths.stay(token);
      return render(askMail, {
        name: fullName({ ...entry, organisation: entry.lastName ? '' : entry.organisation }),
        since,
        link,
      });
    },
  };
}
