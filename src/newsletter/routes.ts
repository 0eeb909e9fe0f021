import type { Config } from '../config.ts';
import { paths } from '../paths.ts';
import { shortDate } from '../templates/format.ts';
import type { Organisation } from '../templates/organisation.ts';
import { page, text } from '../web/reply.ts';
import type { Routes } from '../web/router.ts';
import type { Archive, ArchivedIssue } from './archive.ts';
import { archiveFeed } from './feed.ts';
import * as pages from './pages.ts';

const IN_FEED = 20;

export type ArchiveDeps = {
  archive: Archive;
  content: { organisation: () => Organisation };
  config: Pick<Config, 'siteUrl'>;
};

/** The newsletters that were sent, for everybody. */
export function archiveRoutes(routes: Routes, { archive, content, config: { siteUrl } }: ArchiveDeps): void {
  routes.cached(paths.allIssues(), () => page(pages.allIssues({ years: byYear(archive.list()) })));

  routes.cached(paths.archive(':slug'), (request) => {
    const issue = archive.page(String(request.params.slug));
    return issue ? page(pages.archivedIssue({ issue })) : page(pages.notInArchive({}), 404);
  });

  routes.cached(paths.archiveFeed(), () => {
    const issues = archive.newest(IN_FEED);
    const feed = archiveFeed({ issues, organisation: content.organisation(), siteUrl });
    return text('application/atom+xml; charset=utf-8', feed);
  });
}

function byYear(issues: ArchivedIssue[]): { year: string; issues: ArchivedIssue[] }[] {
  const years = Map.groupBy(issues, ({ at }) => shortDate(at).slice(-4));
  return Array.from(years, ([year, ofYear]) => ({ year, issues: ofYear }));
}
