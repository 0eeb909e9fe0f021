import { type Article, type ArticleSummary, SECTIONS, type Section } from '../articles/article.ts';
import type { Clock } from '../clock.ts';
import type { Config } from '../config.ts';
import { type Connection, databaseAnswers } from '../database/open.ts';
import { paths } from '../paths.ts';
import { CONSENT_WORDING } from '../subscribers/consent.ts';
import type { Organisation } from '../templates/organisation.ts';
import { blankForm } from '../web/form.ts';
import { queryText } from '../web/query.ts';
import { movedPermanently, page, text } from '../web/reply.ts';
import type { Answer, Routes } from '../web/router.ts';
import { newAddressOf, type OldAddress } from './old-addresses.ts';
import * as pages from './pages.ts';
import { robotsTxt } from './robots.ts';
import { securityTxt } from './security-txt.ts';
import { type SitemapArticle, type SitemapIssue, type SitemapMeeting, sitemap } from './sitemap.ts';
import { siteData } from './structured-data.ts';

/** What the site's own pages ask of the rest. */
export type SiteDeps = {
  articles: {
    onHome: () => ArticleSummary[];
    inSection: (section: Section, page: number) => { articles: unknown[] } | undefined;
    all: () => SitemapArticle[];
    bySlug: (slug: string) => Article | undefined;
  };
  content: {
    organisation: () => Organisation;
    standingPage: (slug: string) => pages.StandingPage | undefined;
  };
  archive: { list: () => SitemapIssue[] };
  meetings: { agenda: () => { coming: SitemapMeeting[]; past: SitemapMeeting[] } };
  config: Pick<Config, 'siteUrl'>;
  clock: Clock;
  connection: Connection;
};

/** The front page, the standing pages, what robots read, and the addresses of the site before this one. */
export function siteRoutes(
  routes: Routes,
  { articles, content, archive, meetings, config: { siteUrl }, clock, connection }: SiteDeps,
): void {
  routes.cached(paths.home(), () => {
    const signUp = { form: blankForm(), wording: CONSENT_WORDING };
    const data = siteData(content.organisation(), siteUrl);
    return page(pages.home({ articles: articles.onHome(), signUp, data }));
  });

  routes.cached(paths.contact(), () => page(pages.contact({ text: content.standingPage('contact') })));

  routes.cached(paths.accessibility(), () => {
    const found = content.standingPage('toegankelijkheid');
    return found && page(pages.standing(found));
  });

  routes.cached(paths.sitemap(), () => {
    const sections = SECTIONS.filter((section) => articles.inSection(section, 1)?.articles.length);
    const { coming, past } = meetings.agenda();
    return text(
      'application/xml',
      sitemap({
        ...{ sections, articles: articles.all(), issues: archive.list(), siteUrl },
        meetings: [...coming, ...past],
      }),
    );
  });

  routes.cached(paths.robots(), () => text('text/plain; charset=utf-8', robotsTxt(siteUrl)));

  routes.get(paths.security(), () => text('text/plain; charset=utf-8', securityTxt(clock(), siteUrl)));

  routes.get(paths.health(), () => {
    const answers = databaseAnswers(connection);
    const body = answers ? 'ok\n' : 'the database does not answer\n';
    return { ...text('text/plain', body, { 'Cache-Control': 'no-store' }), status: answers ? 200 : 503 };
  });

  routes.get('/index.php{/*rest}', (request) =>
    moved({
      segments: segmentsOf(request.params.rest),
      id: queryText(request, 'id'),
      feed: queryText(request, 'format') === 'feed',
    }),
  );

  routes.get('/*rest.html', (request) =>
    moved({ segments: segmentsOf(request.params.rest), id: '', feed: false }),
  );

  function moved(old: OldAddress): Answer {
    const address = newAddressOf(old, (slug) => articles.bySlug(slug) !== undefined);
    return address === undefined ? undefined : movedPermanently(address);
  }
}

function segmentsOf(rest: string | string[] | undefined): string[] {
  return [rest ?? []].flat().filter((segment) => segment !== '');
}
