import { foldForSearch } from '../database/search-text.ts';
import { type Column, LIKE_AN_ADDRESS } from '../tables/columns.ts';

/** What a column can hold. `street` may have the number behind it, `name` is a whole name. */
export const ROLES = [
  'first-name',
  'infix',
  'last-name',
  'name',
  'organisation',
  'street',
  'number',
  'suffix',
  'postcode',
  'town',
  'country',
  'email',
  'phone',
  'kind',
  'tags',
  'no-post',
  'no-mail',
  'ground',
  'consent-on',
  'consent-source',
  'last-contact',
  'source',
  'note',
  'id',
  'nothing',
] as const;
export type Role = (typeof ROLES)[number];

/** Headings that tell what a column is, in Dutch and English, folded. The first role that fits has it. */
const HEADINGS: [Role, RegExp][] = [
  ['id', /^kenmerk$/],
  ['no-post', /^(?:geen|no) ?(?:post|brie|mailing$|letter)/],
  ['no-mail', /^(?:geen|no) ?e? ?mail/],
  ['ground', /mogen wij mailen|^(?:mail)?grond(?:slag)?$|^ground/],
  ['consent-on', /^(?:toestemming|consent).*(?:\bop\b|datum|date|gegeven)|datum toestemming|consent date/],
  ['consent-source', /toestemming|consent/],
  [
    'first-name',
    /^(?:voornaam|voornamen|roepnaam|voorletters?|initialen|first ?name|given ?name|initials|fname)/,
  ],
  ['infix', /^(?:tussenvoegsels?|voorvoegsels?|tv|infix|prefix)/],
  ['last-name', /^(?:achternaam|familienaam|last ?name|surname|family ?name|lname)/],
  ['organisation', /organisati|organizati|instelling|bedrijf|company|stichting|vereniging|werkgever/],
  ['email', /e ?mail/],
  ['suffix', /toevoeging|huisletter|suffix|addition/],
  ['number', /^(?:huis ?n(?:umme)?r|huisnummer|nr|nummer|house ?n(?:umbe)?r|number|no)$/],
  ['postcode', /^(?:post ?code|zip|postal ?code|pc)/],
  ['town', /^(?:woon ?)?plaats|^stad|^town|^city|^gemeente/],
  ['country', /^land$|^landcode|^country/],
  ['street', /straat|^adres|street|address/],
  ['phone', /telefoon|^tel\b|mobiel|phone|mobile|gsm/],
  ['kind', /^(?:soort|type|kind|rol)$|participant/],
  ['tags', /^(?:labels?|tags?|groep(?:en)?|groups?|categorie)/],
  ['last-contact', /contact/],
  ['source', /herkomst|^bron|source|origin/],
  ['note', /notitie|opmerking|toelichting|^notes?$|remark|comment/],
  ['name', /^(?:naam|name|volledige naam|full ?name|contactpersoon|persoon)$/],
];

/** What else a column may turn out to be by what stands in it, where there are no headings that say so. */
const LOOKS: [Role, RegExp][] = [
  ['email', LIKE_AN_ADDRESS],
  ['postcode', /^\d{4} ?[a-z]{2}$/i],
  ['phone', /^(?:\+\d|0)[\d\s()-]{8,}$/],
];

/** What the columns probably are, by their headings and by what stands in them. Staff look it over. */
export function guessRoles(columns: Column[]): { header: boolean; roles: Role[]; monthFirst: boolean } {
  const headings = columns.map(({ first }) =>
    foldForSearch(first)
      .replaceAll(/[^a-z0-9]+/g, ' ')
      .trim(),
  );
  const byHeading = oncePerRole(
    headings.map((heading) => HEADINGS.find(([, like]) => like.test(heading))?.[0]),
  );
  const header = byHeading.some((role) => role !== 'nothing') && !columns.some(isData);
  const roles = withLooks(header ? byHeading : columns.map(() => 'nothing'), columns);
  const dates = columns.filter(
    (_, place) => roles[place] === 'consent-on' || roles[place] === 'last-contact',
  );
  const sum = (of: 'monthFirst' | 'dayFirst') => dates.reduce((total, column) => total + column[of], 0);
  return { header, roles, monthFirst: sum('monthFirst') > sum('dayFirst') };
}

/** Whether the first row is no heading: an e-mail address or a postcode is none. */
function isData({ first }: Column): boolean {
  return LIKE_AN_ADDRESS.test(first) || /^\d{4} ?[a-z]{2}$/i.test(first);
}

function oncePerRole(roles: (Role | undefined)[]): Role[] {
  const parts = roles.some((role) => role === 'last-name');
  return roles.map((role, place) => {
    if (role === undefined || roles.indexOf(role) < place) return 'nothing';
    return role === 'name' && parts ? 'nothing' : role;
  });
}

function withLooks(roles: Role[], columns: Column[]): Role[] {
  const taken = new Set<Role>(roles);
  return roles.map((role, place) => {
    const samples = columns[place]?.samples ?? [];
    if (role !== 'nothing' || samples.length === 0) return role;
    const seen = LOOKS.find(
      ([look, like]) => !taken.has(look) && samples.every((sample) => like.test(sample)),
    );
    if (seen === undefined) return role;
    taken.add(seen[0]);
    return seen[0];
  });
}
