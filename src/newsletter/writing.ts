import { createMarkdown } from '../articles/markdown.ts';
import type { MailConfig } from '../config.ts';
import type { Meetings } from '../meetings/meetings.ts';
import type { PictureFiles } from '../pictures/pictures.ts';
import { createArchive } from './archive.ts';
import { createChecks } from './checks.ts';
import type { Sendings } from './issue.ts';
import { createIssues, type IssuesDeps } from './issues.ts';
import { pictureForMail } from './mail-html.ts';
import { createFindDestination } from './own-addresses.ts';
import { createPrinting, type PrintingDeps } from './printing.ts';

type Deps = Omit<IssuesDeps, 'stateOf'> &
  Omit<PrintingDeps, 'markdown'> & {
    pictures: { find: (name: string) => PictureFiles | undefined; isShown: (file: string) => boolean };
    sendings: Sendings;
    meetings: Pick<Meetings, 'coming' | 'visible'>;
    mail: Pick<MailConfig, 'from' | 'dkim'>;
  };

/** Everything about a newsletter but its sending: writing, printing, checking, and the archive. */
export type Writing = ReturnType<typeof createWriting>;

export function createWriting(deps: Deps) {
  const { store, sendings, pictures, siteUrl, mail } = deps;
  const issues = createIssues({ ...deps, stateOf: sendings.stateOf });
  const archive = createArchive({ store, sendings, siteUrl });
  const markdown = createMarkdown(
    (name) => {
      const picture = pictures.find(name);
      return picture && pictureForMail(picture, siteUrl);
    },
    { breaks: true },
  );
  const printing = createPrinting({ ...deps, markdown });
  const checks = createChecks({
    ...{ ...deps, printing, markdown, usedArticles: issues.usedArticles, stateOf: sendings.stateOf },
    findDestination: createFindDestination({ ...deps, archive }),
    sender: { from: mail.from, signedFor: mail.dkim.map(({ domain }) => domain) },
  });
  return { issues, archive, printing, checks };
}
