import { SECTION_NAMES, SECTIONS } from '../articles/article.ts';
import { paths } from '../paths.ts';
import type { Device } from './visit.ts';

export type TitlesDeps = {
  articles: { bySlug: (slug: string) => { title: string } | undefined };
  meetings: { visible: (slug: string) => { title: string } | undefined };
  archive: { find: (slug: string) => { subject: string } | undefined };
};

/** How a page is called: by what stands on it, or by its address where that is not there any more. */
export type Titles = ReturnType<typeof createTitles>;

const STANDING: Record<string, string> = {
  [paths.home()]: 'Voorpagina',
  [paths.articles()]: 'Alle artikelen',
  [paths.search()]: 'Zoeken',
  [paths.newsletter()]: 'Nieuwsbrief: inschrijven',
  [paths.signedUp()]: 'Nieuwsbrief: bijna ingeschreven',
  [paths.confirmed()]: 'Nieuwsbrief: ingeschreven',
  [paths.allIssues()]: 'Nieuwsbrief: alle nummers',
  [paths.askToLeave()]: 'Nieuwsbrief: afmelden',
  [paths.askedToLeave()]: 'Nieuwsbrief: afmelden aangevraagd',
  [paths.ownData()]: 'Mijn gegevens',
  [paths.askedForOwnData()]: 'Mijn gegevens: aangevraagd',
  [paths.moved()]: 'Mijn gegevens: verhuisd',
  [paths.forgotten()]: 'Mijn gegevens: gewist',
  [paths.agenda()]: 'Agenda',
  [paths.invitationCode()]: 'Uitnodiging: code uit de brief',
  [paths.privacy()]: 'Privacybeleid',
  [paths.contact()]: 'Contact',
  [paths.accessibility()]: 'Toegankelijkheid',
  ...Object.fromEntries(SECTIONS.map((section) => [paths.section(section), SECTION_NAMES[section]])),
};

export function createTitles({ articles, meetings, archive }: TitlesDeps) {
  return { titleOf };

  function titleOf(page: string): string {
    return STANDING[page] ?? titleBySlug(page) ?? page;
  }

  function titleBySlug(page: string): string | undefined {
    const slug = decodeURIComponent(page.slice(page.lastIndexOf('/') + 1));
    if (page === paths.article(slug)) return articles.bySlug(slug)?.title;
    if (page === paths.meeting(slug)) return meetings.visible(slug)?.title;
    return page === paths.archive(slug) ? archive.find(slug)?.subject : undefined;
  }
}

export const DEVICE_NAMES: Record<Device, string> = {
  phone: 'Telefoon',
  tablet: 'Tablet',
  computer: 'Computer',
};

/** How it is said that readers came from more hosts than are kept apart. */
export const OTHER_HOSTS = 'Andere websites';
