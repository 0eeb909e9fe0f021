/**
 * Every address of the site, Dutch in front and English here. One function is both the route's
 * pattern and the link: `paths.confirm(':token')` is what the router listens to,
 * `paths.confirm(token)` is what a mail prints, so they cannot drift apart.
 */
export const paths = {
  home: () => '/',
  section: (section: string) => `/${segment(section)}`,
  sectionPage: (section: string, page: number) => `/${segment(section)}${page > 1 ? `?pagina=${page}` : ''}`,
  articles: () => '/artikelen',
  articlesPage: (page: number) => (page > 1 ? `/artikelen?pagina=${page}` : '/artikelen'),
  article: (slug: string) => `/artikelen/${segment(slug)}`,
  picture: (name: string) => `/beelden/${segment(name)}`,
  search: () => '/zoeken',
  searchFor: (words: string, page = 1) =>
    `/zoeken?q=${encodeURIComponent(words)}${page > 1 ? `&pagina=${page}` : ''}`,
  feed: () => '/feed.xml',

  newsletter: () => '/nieuwsbrief',
  signedUp: () => '/nieuwsbrief/aangemeld',
  confirm: (token: string) => `/nieuwsbrief/bevestigen/${segment(token)}`,
  confirmAgain: (token: string) => `/nieuwsbrief/bevestigen/${segment(token)}/opnieuw`,
  confirmed: () => '/nieuwsbrief/ingeschreven',
  askToLeave: () => '/nieuwsbrief/afmelden',
  askedToLeave: () => '/nieuwsbrief/afmelden-aangevraagd',
  leave: (token: string) => `/nieuwsbrief/afmelden/${segment(token)}`,
  left: (token: string) => `/nieuwsbrief/afgemeld/${segment(token)}`,
  undoLeaving: (token: string) => `/nieuwsbrief/afgemeld/${segment(token)}/terug`,
  leavingReason: (token: string) => `/nieuwsbrief/afgemeld/${segment(token)}/reden`,

  privacy: () => '/privacybeleid',
  contact: () => '/contact',
  accessibility: () => '/toegankelijkheid',
  sitemap: () => '/sitemap.xml',
  robots: () => '/robots.txt',
  security: () => '/.well-known/security.txt',
  health: () => '/healthz',
  mailbox: () => '/postvak',
  caughtMail: (id: string) => `/postvak/${segment(id)}`,
  caughtMailHtml: (id: string) => `/postvak/${segment(id)}/html`,
  asset: (name: string) => `/assets/${name}`,

  staff: {
    dashboard: () => '/beheer',
    signIn: () => '/beheer/inloggen',
    signOut: () => '/beheer/uitloggen',
    setUp: (token: string) => `/beheer/welkom/${segment(token)}`,
    account: () => '/beheer/account',
    endSession: (id: string) => `/beheer/account/sessies/${segment(id)}/beeindigen`,
    endOtherSessions: () => '/beheer/account/sessies/beeindigen',
    settings: () => '/beheer/instellingen',
    subscribers: () => '/beheer/lezers',
    subscriber: (id: string) => `/beheer/lezers/${segment(id)}`,
    leaveForSubscriber: (id: string) => `/beheer/lezers/${segment(id)}/afmelden`,
    removeSubscriber: (id: string) => `/beheer/lezers/${segment(id)}/verwijderen`,
    participants: () => '/beheer/register',
    newParticipant: () => '/beheer/register/nieuw',
    participant: (id: string) => `/beheer/register/${segment(id)}`,
    removeParticipant: (id: string) => `/beheer/register/${segment(id)}/verwijderen`,
    undoParticipantChange: (id: string) => `/beheer/register/wijzigingen/${segment(id)}/terug`,
  },
} as const;

function segment(value: string): string {
  return value.startsWith(':') ? value : encodeURIComponent(value);
}
