import { type MailContent, type MailRenderer, mail } from '../mail/render.ts';
import { paths } from '../paths.ts';

export const linkMail = mail<{ link: string; expiresAt: string }>('own-data/mails/link');
export const confirmMoveMail = mail<{ link: string }>('own-data/mails/confirm-move');
export const movedMail = mail<object>('own-data/mails/moved');

/** The mails about one's own data. None of them holds anything that a stranger typed, or the other address. */
export type OwnDataMails = ReturnType<typeof createOwnDataMails>;

export function createOwnDataMails(render: MailRenderer, siteUrl: string) {
  return {
    /** To a reader who asked for the link. */
    link: (token: string, expiresAt: string): MailContent =>
      render(linkMail, { link: siteUrl + paths.ownDataOf(token), expiresAt }),
    /** Asks the owner of a new address to confirm. */
    confirmMove: (token: string): MailContent =>
      render(confirmMoveMail, { link: siteUrl + paths.confirmMove(token) }),
    /** Tells the old address that the newsletter goes elsewhere from now on. */
    moved: (): MailContent => render(movedMail, {}),
  };
}
