import type { CaughtMail } from '../mail/caught.ts';
import type { Html } from '../templates/html.ts';
import { page } from '../web/view.ts';

export const list = page<{ mails: CaughtMail[] }>('mailbox/list');

/** One mail. `text` is its text part, with links that can be followed. */
export const show = page<{ mail: CaughtMail; text: Html }>('mailbox/show');
