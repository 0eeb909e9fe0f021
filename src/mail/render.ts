import { createRequire } from 'node:module';
import { paths } from '../paths.ts';
import * as format from '../templates/format.ts';
import { type Html, trusted } from '../templates/html.ts';
import type { Organisation } from '../templates/organisation.ts';
import type { Templates } from '../templates/template.ts';

/** A mail as it will leave: subject, both bodies with the same content, and headers of its own. */
export type MailContent = {
  subject: string;
  text: string;
  html: string;
  headers: Record<string, string>;
  /** Files of text that go along. */
  attachments?: MailAttachment[];
};

/** A file of text: its name, its media type with parameters, what it holds. */
export type MailAttachment = { name: string; type: string; text: string };

/** A typed handle to the three views of one mail: `.subject`, `.text` and `.html`. */
export type MailView<Data extends object> = { name: string; data?: Data };

/** Declares a mail. `view` is the name that its three views share below `views/`. */
export function mail<Data extends object>(view: string): MailView<Data> {
  return { name: view };
}

/** What every view of a mail finds on `it` besides its own data. */
export type MailHelpers = {
  organisation: Organisation;
  siteUrl: string;
  paths: typeof paths;
  format: typeof format;
};

/** What a newsletter has around it besides: what inboxes show behind the subject, and its two links. */
export type NewsletterFrame = { preheader: string; browserLink: string; leaveLink: string };

/** The layouts around each mail: `body` is the mail's own part. */
export const mailLayout = mail<{ subject: string; body: Html; newsletter: NewsletterFrame | undefined }>(
  'layout/mail',
);

/** Renders mails in the organisation's name: each ends with its name, address and contact (art. 11.7 Tw). */
export type MailRenderer = <Data extends object>(
  view: MailView<Data>,
  data: Data,
  headers?: Record<string, string>,
  newsletter?: NewsletterFrame,
) => MailContent;

export function createMailRenderer(
  templates: Templates,
  organisation: () => Organisation,
  siteUrl: string,
): MailRenderer {
  return (view, data, headers = {}, newsletter) => {
    const helpers = { organisation: organisation(), siteUrl, paths, format };
    const parts = { ...helpers, ...data };
    const subject = templates(`${view.name}.subject`)(parts).trim();
    const text = templates('layout/mail.text')({
      ...helpers,
      subject,
      newsletter,
      body: templates(`${view.name}.text`)(parts).trim(),
    });
    const body: Html = trusted(templates(`${view.name}.html`)(parts));
    const page = templates('layout/mail.html')({ ...helpers, subject, newsletter, body });
    const html = loadInliner().inline(page, { keepAtRules: true });
    return { subject, text, html, headers: { 'Auto-Submitted': 'auto-generated', ...headers } };
  };
}

/** Loads it with the first mail: pages are served by a thread that makes hardly any. */
function loadInliner(): typeof import('@css-inline/css-inline') {
  return createRequire(import.meta.url)('@css-inline/css-inline');
}
