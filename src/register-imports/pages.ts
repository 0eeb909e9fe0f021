import type { Column } from '../tables/columns.ts';
import type { Counts } from '../tables/list.ts';
import type { Form } from '../web/form.ts';
import { partial, staffPage } from '../web/view.ts';
import type { Outcome, RegisterList } from './list.ts';
import type { Role } from './roles.ts';

/** The lists that came in last. */
export const lists = staffPage<{ lists: RegisterList[] }>('register-imports/lists');

/** The first step: which file. */
export const upload = staffPage<{ form: Form; megabytes: number }>('register-imports/upload');

/** While the worker is busy with a list. */
export const underway = staffPage<{ list: RegisterList }>('register-imports/underway');
export const unreadable = staffPage<{ list: RegisterList }>('register-imports/unreadable');

/** The second step: what each column is. */
type ColumnsData = {
  list: RegisterList;
  columns: Column[];
  form: Form;
  options: { value: string; label: string }[];
};
export const columns = staffPage<ColumnsData>('register-imports/columns');

/** A choice of what a column is. */
export const role = partial<{
  form: Form;
  place: number;
  column: Column;
  error: string;
  options: { value: string; label: string }[];
}>('register-imports/role');

/** What the dry run and the result are looked at by: an outcome, or the rows with a warning. */
export type Shown = Outcome | 'warned';

/** A row as staff see it: who, what is wrong with it or what they are warned of, and which fields change. */
export type ShownRow = {
  number: number;
  name: string;
  participantId: string | null;
  problems: string[];
  fields: { name: string; before: string; after: string }[];
};

type RowsData = {
  list: RegisterList;
  shown: Shown | undefined;
  rows: ShownRow[];
  page: number;
  pages: number;
  link: (page: number) => string;
  done: boolean;
};
export const rows = partial<RowsData>('register-imports/rows');

/** How many rows came to which outcome, each a link to them. */
export const counts = partial<{
  id: string;
  counts: Counts;
  all: Shown[];
  shown: Shown | undefined;
  done: boolean;
}>('register-imports/counts');

export const outcome = partial<{ shown: Shown; done: boolean }>('register-imports/outcome');

/** The dry run. */
export const check = staffPage<{ found: RowsData; all: Shown[]; changes: number }>('register-imports/check');

/** What a list did, or that it was undone. `undoableUntil` is undefined when it can't be any more. */
export const result = staffPage<{ found: RowsData; all: Shown[]; undoableUntil: string | undefined }>(
  'register-imports/result',
);

export const stateName = partial<{ list: RegisterList }>('register-imports/state-name');

/** What a column can be, as it is called on the page. */
const ROLE_NAMES: Record<Role, string> = {
  'first-name': 'Voornaam',
  infix: 'Tussenvoegsel',
  'last-name': 'Achternaam',
  name: 'Hele naam',
  organisation: 'Organisatie',
  street: 'Straat, of straat met huisnummer',
  number: 'Huisnummer, of met toevoeging',
  suffix: 'Toevoeging',
  postcode: 'Postcode',
  town: 'Woonplaats',
  country: 'Land',
  email: 'E-mailadres',
  phone: 'Telefoonnummer',
  kind: 'Soort (participant of belangstellende)',
  tags: 'Labels',
  'no-post': 'Geen post (ja of nee)',
  'no-mail': 'Geen mail (ja of nee)',
  ground: 'Mogen wij mailen?',
  'consent-on': 'Toestemming gegeven op',
  'consent-source': 'Waar de toestemming staat',
  'last-contact': 'Laatste contact',
  source: 'Herkomst',
  note: 'Notitie',
  id: 'Kenmerk uit een opgeslagen lijst',
  nothing: 'Niet gebruiken',
};

/** What there is to choose from for a column. */
export const ROLE_OPTIONS = Object.entries(ROLE_NAMES)
  .map(([value, label]) => ({ value, label }))
  .sort((one, other) => Number(other.value === 'nothing') - Number(one.value === 'nothing'));
