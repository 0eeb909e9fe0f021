import { type MailContent, type MailRenderer, mail } from '../mail/render.ts';
import { paths } from '../paths.ts';

/** How many requests wait: in all, for an answer within a week, and too long. */
type News = { open: number; soon: number; late: number };

export const dueMail = mail<News & { isLate: boolean; link: string }>('rights/mails/due');
export const erasedMail = mail<{ backupMonths: number; wasReader: boolean; wasInRegister: boolean }>(
  'rights/mails/erased',
);

export const extendedMail = mail<{ cameOn: string; dueOn: string; why: string }>('rights/mails/extended');

export const ownEntryMail = mail<{ link: string; expiresAt: string }>('rights/mails/own-entry');
export const sharedAddressMail = mail<object>('rights/mails/shared-address');

/** The mails about requests. */
export type RightsMails = ReturnType<typeof createRightsMails>;

export function createRightsMails(render: MailRenderer, siteUrl: string) {
  return {
    /** To staff: a request has to be answered. Nobody is named. */
    due: (news: News, isLate: boolean): MailContent =>
      render(dueMail, { ...news, isLate, link: siteUrl + paths.staff.requests() }),
    /** To somebody who was erased: that it is done, what stays, and why. */
    erased: (erased: { backupMonths: number; wasReader: boolean; wasInRegister: boolean }): MailContent =>
      render(erasedMail, erased),
    /** To somebody whose request takes longer: until when, and why. */
    extended: (request: { cameOn: string; dueOn: string; why: string }): MailContent =>
      render(extendedMail, request),
    /** To somebody in the register who asked for the link to their own data. */
    ownEntry: (token: string, expiresAt: string): MailContent =>
      render(ownEntryMail, { link: siteUrl + paths.ownEntry(token), expiresAt }),
    /** To an address that several people in the register share. */
    sharedAddress: (): MailContent => render(sharedAddressMail, {}),
  };
}
