import type { Config } from '../config.ts';
import type { Content } from '../content/content.ts';
import { paths } from '../paths.ts';
import { queryPage, queryText } from '../web/query.ts';
import { page, text } from '../web/reply.ts';
import type { Routes } from '../web/router.ts';
import { SECTION_NAMES, SECTIONS } from './article.ts';
import type { Articles } from './articles.ts';
import { atomFeed } from './feed.ts';
import * as pages from './pages.ts';
import { articleData } from './structured-data.ts';

type Deps = {
  articles: Articles;
  content: Pick<Content, 'organisation'>;
  config: Pick<Config, 'siteUrl'>;
};

/** The articles: by section, as a list, one by one, searched, and as a feed. */
export function articleRoutes(routes: Routes, { articles, content, config: { siteUrl } }: Deps): void {
  for (const section of SECTIONS) {
    routes.cached(
      paths.section(section),
      (request) => {
        const found = articles.inSection(section, queryPage(request) ?? 0);
        return found && page(pages.section({ ...found, section, sectionName: SECTION_NAMES[section] }));
      },
      ['pagina'],
    );
  }

  routes.cached(
    paths.articles(),
    (request) => {
      const found = articles.list(queryPage(request) ?? 0);
      return found && page(pages.list(found));
    },
    ['pagina'],
  );

  routes.cached(paths.article(':slug'), (request) => {
    const article = articles.bySlug(String(request.params.slug));
    if (article === undefined) return undefined;
    const data = articleData(article, content.organisation(), siteUrl);
    return page(pages.article({ article, related: articles.related(article), data }));
  });

  routes.get(paths.search(), (request) => {
    const words = queryText(request, 'q');
    const found = articles.search(words, queryPage(request) ?? 0);
    return found && page(pages.search({ ...found, words }));
  });

  routes.cached(paths.feed(), () => {
    const feed = { articles: articles.newest(), organisation: content.organisation(), siteUrl };
    return text('application/atom+xml; charset=utf-8', atomFeed(feed));
  });
}
