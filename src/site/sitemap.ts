import type { Section } from '../articles/article.ts';
import { paths } from '../paths.ts';
import { escapeHtml } from '../templates/html.ts';

/** What the sitemap tells of an article. */
export type SitemapArticle = { slug: string; updatedAt: string };

/** What the sitemap tells of a newsletter that was sent. */
export type SitemapIssue = { slug: string; at: string };

/** What the sitemap tells of a meeting. */
export type SitemapMeeting = { slug: string; updatedAt: string };

type SitemapData = {
  sections: Section[];
  articles: SitemapArticle[];
  issues: SitemapIssue[];
  meetings: SitemapMeeting[];
  siteUrl: string;
};

/** Every page that search engines may show (sitemaps.org, version 0.9). */
export function sitemap({ sections, articles, issues, meetings, siteUrl }: SitemapData): string {
  const entries = [
    entry(paths.home()),
    ...sections.map((section) => entry(paths.section(section))),
    entry(paths.articles()),
    ...articles.map(({ slug, updatedAt }) => entry(paths.article(slug), updatedAt)),
    entry(paths.agenda()),
    ...meetings.map(({ slug, updatedAt }) => entry(paths.meeting(slug), updatedAt)),
    entry(paths.newsletter()),
    ...(issues.length > 0 ? [entry(paths.allIssues())] : []),
    ...issues.map(({ slug, at }) => entry(paths.archive(slug), at)),
    entry(paths.contact()),
    entry(paths.privacy()),
    entry(paths.accessibility()),
  ];
  return `<?xml version="1.0" encoding="UTF-8"?>
<urlset xmlns="http://www.sitemaps.org/schemas/sitemap/0.9">
${entries.join('\n')}
</urlset>
`;

  function entry(path: string, changedAt?: string): string {
    const changed = changedAt === undefined ? '' : `<lastmod>${escapeHtml(changedAt)}</lastmod>`;
    return `<url><loc>${escapeHtml(siteUrl + path)}</loc>${changed}</url>`;
  }
}
