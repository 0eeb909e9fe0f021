import { SECTIONS } from '../articles/article.ts';
import { paths } from '../paths.ts';

/** What it takes to know which addresses of the site answer. */
export type OwnAddressesDeps = {
  siteUrl: string;
  articles: { bySlug: (slug: string) => unknown };
  pictures: { isShown: (file: string) => boolean };
  archive: { find: (slug: string) => unknown };
  meetings: { visible: (slug: string) => unknown };
};

/** Where a link leads, as far as it can be known without asking anybody: `staff` is a page of our own that readers can't open. */
export type Destination = 'elsewhere' | 'page' | 'staff' | 'nothing';

/** Tells where a link leads. Ours are looked up here; nothing goes over the network. */
export type FindDestination = (link: string) => Destination;

const FIXED = new Set([
  ...[paths.home(), paths.articles(), paths.search(), paths.feed(), paths.sitemap()],
  ...[paths.newsletter(), paths.askToLeave(), paths.allIssues(), paths.archiveFeed(), paths.ownData()],
  ...[paths.agenda(), paths.privacy(), paths.contact(), paths.accessibility()],
  ...SECTIONS.map(paths.section),
]);
/** The addresses of the site before this one lead on by themselves. */
const BEFORE = '/index.php';

export function createFindDestination(deps: OwnAddressesDeps): FindDestination {
  const { siteUrl, articles, pictures, archive, meetings } = deps;
  const ownHost = hostOf(new URL(siteUrl));
  return findDestination;

  /** Where a link in an issue leads. A page of our own that is not there is `nothing`. */
  function findDestination(link: string): Destination {
    const url = URL.parse(link, `${siteUrl}/`);
    if (url === null) return 'nothing';
    if (!/^https?:$/.test(url.protocol) || hostOf(url) !== ownHost) return 'elsewhere';
    if (isBelow(url.pathname, paths.staff.dashboard())) return 'staff';
    return isPage(url.pathname) ? 'page' : 'nothing';
  }

  function isPage(path: string): boolean {
    if (FIXED.has(path) || isBelow(path, BEFORE)) return true;
    const last = decoded(path.slice(path.lastIndexOf('/') + 1));
    if (last === undefined) return false;
    if (path === paths.article(last)) return articles.bySlug(last) !== undefined;
    if (path === paths.archive(last)) return archive.find(last) !== undefined;
    if (path === paths.meeting(last)) return meetings.visible(last.replace(/\.ics$/, '')) !== undefined;
    return path === paths.picture(last) && pictures.isShown(last);
  }
}

function hostOf({ host }: URL): string {
  return host.replace(/^www\./, '');
}

function isBelow(path: string, top: string): boolean {
  return path === top || path.startsWith(`${top}/`);
}

function decoded(segment: string): string | undefined {
  try {
    return decodeURIComponent(segment);
  } catch {
    return undefined;
  }
}
