import type { Articles } from '../articles/articles.ts';
import { paths } from '../paths.ts';
import { type Form, withError } from '../web/form.ts';
import { queryPage, queryText } from '../web/query.ts';
import { invalid, page, seeOther } from '../web/reply.ts';
import type { StaffRoutes } from '../web/staff-routes.ts';
import { pickedArticles, placeIn } from './forms.ts';
import type { Issues } from './issues.ts';
import * as pages from './pages.ts';

const NOTHING_PICKED = 'Kies ten minste één artikel. Zet een vinkje voor de titel.';
const NO_ERRORS: Form = { values: {}, errors: {} };

export type PickDeps = { issues: Issues; articles: Pick<Articles, 'list' | 'search' | 'bySlug'> };

/** Picking articles of the site for an issue. */
export function pickRoutes(staff: StaffRoutes, { issues, articles }: PickDeps): void {
  staff.get(paths.staff.issueArticles(':id'), 'nobody', ({ request }) => {
    const asked = { words: queryText(request, 'q'), place: queryText(request, 'plaats') };
    const view = pickPage(String(request.params.id), asked, queryPage(request) ?? 0, NO_ERRORS);
    return view && page(view);
  });

  staff.post(paths.staff.issueArticles(':id'), 'nobody', ({ request, body }) => {
    const id = String(request.params.id);
    const slugs = pickedArticles(body).filter((slug) => articles.bySlug(slug) !== undefined);
    if (slugs.length === 0) {
      const asked = { words: body.q ?? '', place: body.plaats ?? '' };
      const view = pickPage(id, asked, 1, withError(body, 'artikelen', NOTHING_PICKED));
      return view && invalid(view);
    }
    const { outcome } = issues.addArticles(id, slugs, placeIn(body));
    if (outcome === 'unknown' || outcome === 'removed') return undefined;
    if (outcome === 'being-sent') return seeOther(paths.staff.issue(id), { kind: 'issue-being-sent' });
    return seeOther(`${paths.staff.issue(id)}#blokken`, { kind: 'articles-added' });
  });

  function pickPage(
    id: string,
    { words, place }: { words: string; place: string },
    number: number,
    form: Form,
  ): ReturnType<typeof pages.pick> | undefined {
    const issue = issues.byId(id);
    const found = findArticles(words, number);
    if (issue === undefined || found === undefined) return undefined;
    const used = issues.usedArticles();
    const link = (to: number) => `${paths.staff.issueArticles(id)}?${queryFor(words, place, to)}`;
    return pages.pick({
      ...{ id, subject: issue.subject, words, place, form, link, page: found.page, pages: found.pages },
      found: found.articles.map((article) => ({
        article,
        before: used.find(({ slug, issueId }) => slug === article.slug && issueId !== id)?.subject,
        here: used.some(({ slug, issueId }) => slug === article.slug && issueId === id),
      })),
    });
  }

  function findArticles(words: string, number: number) {
    if (words === '') return articles.list(number);
    const found = articles.search(words, number);
    return found && { ...found, articles: found.hits.map(({ article }) => article) };
  }
}

function queryFor(words: string, place: string, page: number): URLSearchParams {
  return new URLSearchParams({
    ...(words && { q: words }),
    ...(place && { plaats: place }),
    ...(page > 1 && { pagina: String(page) }),
  });
}
