import { join } from 'node:path';
import type { Config } from '../config.ts';
import { listCaughtMails, readCaughtMail } from '../mail/caught.ts';
import { paths } from '../paths.ts';
import { linkedText } from '../templates/linked-text.ts';
import { mailFrame } from '../web/mail-frame.ts';
import { page } from '../web/reply.ts';
import type { Routes } from '../web/router.ts';
import * as pages from './pages.ts';

const MOST_MAILS = 100;

/** The built-in mailbox: shows the mail that was caught. Only for a site that is on nobody's internet. */
export function mailboxRoutes(routes: Routes, { config }: { config: Pick<Config, 'dataDir'> }): void {
  const folder = join(config.dataDir, 'mail');

  routes.personal(paths.mailbox(), async () =>
    page(pages.list({ mails: await listCaughtMails(folder, MOST_MAILS) })),
  );

  routes.personal(paths.caughtMail(':id'), async (request) => {
    const mail = await readCaughtMail(folder, String(request.params.id));
    return mail && page(pages.show({ mail, text: linkedText(mail.text) }));
  });

  routes.personal(paths.caughtMailHtml(':id'), async (request) => {
    const mail = await readCaughtMail(folder, String(request.params.id));
    return mail && mailFrame(mail.html);
  });
}
