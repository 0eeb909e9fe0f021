import { SECTIONS } from '../articles/article.ts';
import { paths } from '../paths.ts';

/** An address of the Joomla site that stood here before: `/index.php/SEGMENTS?id=ID&format=feed`. */
export type OldAddress = { segments: string[]; id: string; feed: boolean };

const HOME_NAMES = ['home', 'index', 'index.php'];

const NEW_ADDRESSES = new Map([
  ...HOME_NAMES.map((name) => [name, paths.home()] as const),
  ...SECTIONS.map((section) => [section, paths.section(section)] as const),
  ['artikelen', paths.articles()],
  ['agenda', paths.agenda()],
  ['nieuwsbrief', paths.newsletter()],
  ['afmelden', paths.askToLeave()],
  ['privacybeleid', paths.privacy()],
  ['contact', paths.contact()],
  ['toegankelijkheid', paths.accessibility()],
]);

/**
 * Where a page of the old site is now, or undefined where there is no such page any more. The last
 * segment names the page; Joomla puts a number before it (`12-name`, and `12:name` in a query) and
 * sometimes `.html` behind it.
 */
export function newAddressOf(
  { segments, id, feed }: OldAddress,
  isArticle: (slug: string) => boolean,
): string | undefined {
  if (feed) return paths.feed();
  const last = segments.at(-1) ?? '';
  if (last === '' && id === '') return paths.home();
  return [id, last]
    .flatMap(spellings)
    .map(addressOf)
    .find((address) => address !== undefined);

  function addressOf(name: string): string | undefined {
    return NEW_ADDRESSES.get(name) ?? (isArticle(name) ? paths.article(name) : undefined);
  }
}

function spellings(name: string): string[] {
  const bare = name.toLowerCase().replace(/\.html$/, '');
  return [bare, bare.replace(/^\d+[-:]/, '')].filter((spelling) => spelling !== '');
}
