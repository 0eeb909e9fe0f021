import { join } from 'node:path';
import type { Config } from '../config.ts';
import { listCaughtMails, readCaughtMail } from '../mail/caught.ts';
import { paths } from '../paths.ts';
import { page, text } from '../web/reply.ts';
import type { Routes } from '../web/router.ts';
import { MAIL_POLICY } from '../web/security-headers.ts';
import { linkedText } from './linked-text.ts';
import * as pages from './pages.ts';

const MOST_MAILS = 100;

/**
 * Allowed in a frame of our own pages, unlike every other answer. The sandbox takes its origin away, so
 * that browsers complain when it asks for a cluster by origin.
 */
const FRAMED = {
  'Content-Security-Policy': MAIL_POLICY,
  'X-Frame-Options': 'SAMEORIGIN',
  'Origin-Agent-Cluster': '?0',
};

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
    return mail && text('text/html; charset=utf-8', withLinksOutside(mail.html), FRAMED);
  });
}

/** A link in a mail opens a page of its own, as it does in a mail program. */
function withLinksOutside(html: string): string {
  const base = '<base target="_blank">';
  return /<head[^>]*>/i.test(html) ? html.replace(/<head[^>]*>/i, (head) => head + base) : base + html;
}
