import { type MailContent, type MailRenderer, mail } from '../mail/render.ts';
import { paths } from '../paths.ts';

/** What changed in somebody's account. */
export type Change =
  | 'password'
  | 'app-added'
  | 'app-removed'
  | 'passkey-added'
  | 'passkey-removed'
  | 'codes-renewed'
  | 'code-used'
  | 'set-up-again';

export const changedMail = mail<{ change: Change; at: string; link: string }>('staff/mails/changed');
export const letInMail = mail<{ by: string; name: string; at: string }>('staff/mails/let-in');
export const guessedMail = mail<{ at: string; link: string }>('staff/mails/guessed');

/** The mails to staff about their own accounts. None of them holds a link that lets anybody in. */
export type StaffMails = ReturnType<typeof createStaffMails>;

export function createStaffMails(render: MailRenderer, siteUrl: string) {
  const link = siteUrl + paths.staff.account();
  return {
    /** To somebody in whose account something changed. */
    changed: (change: Change, at: string): MailContent => render(changedMail, { change, at, link }),
    /** To both: one of the staff gives another a link to come back in. */
    letIn: (by: string, name: string, at: string): MailContent => render(letInMail, { by, name, at }),
    /** To somebody whose password is right while the code is guessed. */
    guessed: (at: string): MailContent => render(guessedMail, { at, link }),
  };
}
