import { foldForSearch } from '../database/search-text.ts';
import { parseAddress } from '../mail/address.ts';
import { readDutchPostcode } from '../participants/address.ts';
import { COUNTRIES } from '../participants/country.ts';
import type { Field } from '../participants/history.ts';
import { type Kind, LONGEST, type MailGround, type ParticipantDetails } from '../participants/participant.ts';
import { LONGEST_TAG, MOST_TAGS, readTags } from '../participants/tags.ts';
import { readDate } from '../tables/dates.ts';
import type { ListRow, Mapping } from './list.ts';
import type { Role } from './roles.ts';
import { splitFullName, splitLastName, splitNumber, splitStreet } from './splitting.ts';

/** A row as somebody: what it says, and which fields are to be emptied, where that was asked for. */
export type ListedEntry = { id: string; given: Partial<ParticipantDetails>; empty: Field[] };

/** What is wrong with a row, as codes: the fault, and the field where that matters. */
class Wrong extends Error {}

const UNREADABLE = /[\p{Cc}\p{Zl}\p{Zp}\p{Bidi_Control}]/u;
/** A text of plain words, as nearly all are: nothing in it can be unreadable or written in two ways. */
const PLAIN = /^(?:[!-~\u00c0-\u017e]+(?: [!-~\u00c0-\u017e]+)*)?$/;
const PHONE = /^[\d\s()+./-]*\d[\d\s()+./-]*$/;
/** The fields that stand in a column of their own. */
const FIELD_OF: Partial<Record<Role, Field>> = {
  ...{ 'first-name': 'firstName', infix: 'infix', organisation: 'organisation', street: 'street' },
  ...{ number: 'houseNumber', suffix: 'houseSuffix', postcode: 'postcode', town: 'town', email: 'email' },
  ...{ phone: 'phone', tags: 'tags', 'last-contact': 'lastContact', source: 'source', note: 'note' },
};
const YES = new Set(['ja', 'j', 'yes', 'y', 'x', '1', 'true', 'waar', 'aan']);
const NO = new Set(['nee', 'n', 'no', '0', 'false', 'onwaar', 'uit']);
const KINDS: [Kind, RegExp][] = [
  ['participant', /^(?:participant|deelnemer|lid$|leden$|member)/],
  ['interested', /^(?:belangstellend|ge[iï]nteresseerd|interested|volger)/],
];
const GROUNDS: [MailGround, RegExp][] = [
  ['consent', /toestemming|consent|opt[ -]?in/],
  ['participant', /participant/],
  ['none', /^(?:nee|no|none|geen|niet)/],
];

let countries: Map<string, string> | undefined;

/** What stands in a row, or what is wrong with it, as codes. */
export type ReadListed = (row: Pick<ListRow, 'cells' | 'problem'>) => ListedEntry | string;

/**
 * Reads rows by what their columns are. `today` (YYYY-MM-DD) is as late as a contact or a consent can be.
 */
export function createListedReader(mapping: Mapping, today: string): ReadListed {
  const places = new Map(mapping.roles.map((role, place) => [role, place] as const).toReversed());
  return ({ cells, problem }) => {
    if (problem !== null) return problem;
    return readCells((role) => (cells[places.get(role) ?? -1] ?? '').trim(), mapping, today);
  };
}

function readCells(cell: Cell, mapping: Mapping, today: string): ListedEntry | string {
  try {
    const given = whatIsSaid([
      nameOf(cell),
      addressIn(cell),
      reachedBy(cell),
      wishes(cell),
      about(cell, mapping.monthFirst, today),
    ]);
    if (cell('id') === '' && !given.lastName && !given.organisation) throw new Wrong('no-name');
    return { id: cell('id'), given, empty: mapping.mayEmpty ? emptyFields(cell, mapping.roles) : [] };
  } catch (error) {
    if (error instanceof Wrong) return error.message;
    throw error;
  }
}

/** The fields of which nothing is said in a column that is there. */
function emptyFields(cell: Cell, roles: Role[]): Field[] {
  return roles.flatMap((role) => (cell(role) === '' ? (FIELD_OF[role] ?? []) : []));
}

type Cell = (role: Role) => string;

/** What some cells say of somebody; '' or undefined: nothing. */
type Said = { [Name in Field]?: ParticipantDetails[Name] | '' | undefined };

function nameOf(cell: Cell): Said {
  const whole = splitFullName(line(cell('name')));
  const last = splitLastName(line(cell('last-name')));
  const infix = line(cell('infix')).toLowerCase() === '' ? last.infix || whole.infix : line(cell('infix'));
  return {
    firstName: line(cell('first-name')) || whole.firstName,
    infix,
    // With the infix in a column of its own the last name is what stands there.
    lastName: (cell('infix') === '' ? last.lastName : line(cell('last-name'))) || whole.lastName,
    organisation: line(cell('organisation')),
  };
}

function addressIn(cell: Cell): Said {
  const street = line(cell('street'));
  const apart = splitNumber(line(cell('number')));
  const split = apart.houseNumber === '' ? splitStreet(street) : { street, ...apart };
  const country = countryIn(line(cell('country')));
  if ((country ?? 'NL') === 'NL' && !/^(?:\d{1,5})?$/.test(split.houseNumber)) throw new Wrong('number');
  const dutch = (country ?? 'NL') === 'NL' ? readDutchPostcode(line(cell('postcode'))) : undefined;
  return {
    ...split,
    houseSuffix: line(cell('suffix')) || split.houseSuffix,
    postcode: dutch && 'postcode' in dutch ? dutch.postcode : line(cell('postcode')),
    town: line(cell('town')),
    country,
  };
}

function countryIn(text: string): string | undefined {
  if (text === '') return undefined;
  countries ??= new Map([
    ...COUNTRIES.flatMap(({ code, name }) => [[name, code] as const, [foldForSearch(name), code] as const]),
    ...englishNames(),
    ...COUNTRIES.map(({ code }) => [code.toLowerCase(), code] as const),
    ...(['holland', 'the netherlands', 'nederland nl'] as const).map((name) => [name, 'NL'] as const),
  ]);
  // Most lists write a country as it is called here: folding each would take long.
  const code = countries.get(text) ?? countries.get(foldForSearch(text));
  if (code === undefined) throw new Wrong('country');
  return code;
}

function englishNames(): [string, string][] {
  const names = new Intl.DisplayNames('en', { type: 'region' });
  return COUNTRIES.map(({ code }) => [foldForSearch(names.of(code) ?? code), code]);
}

function reachedBy(cell: Cell): Said {
  const phone = line(cell('phone'));
  if (phone !== '' && !PHONE.test(phone)) throw new Wrong('phone');
  const typed = cell('email');
  if (typed === '') return { phone };
  const address = parseAddress(typed);
  if (!address.ok) throw new Wrong('email');
  return { phone, email: address.address.typed, emailKey: address.address.key };
}

function wishes(cell: Cell): Said {
  return {
    noPost: yesOrNo(cell('no-post')),
    noMail: yesOrNo(cell('no-mail')),
    mailGround: oneOf(GROUNDS, cell('ground'), 'ground'),
  };
}

function about(cell: Cell, monthFirst: boolean, today: string): Said {
  const tags = readTags(cell('tags').split(/[,;|\n]/));
  if (tags.length > MOST_TAGS || tags.some((tag) => tag.length > LONGEST_TAG || UNREADABLE.test(tag)))
    throw new Wrong('tags');
  return {
    kind: oneOf(KINDS, cell('kind'), 'kind'),
    tags: tags.length > 0 ? tags : undefined,
    lastContact: dayIn(cell('last-contact'), monthFirst, today),
    consentOn: dayIn(cell('consent-on'), monthFirst, today),
    consentSource: line(cell('consent-source')),
    source: line(cell('source')),
    note: cell('note').replaceAll(/\r\n?/g, '\n').normalize('NFC'),
  };
}

function dayIn(text: string, monthFirst: boolean, today: string): string {
  if (text === '') return '';
  const day = readDate(text, monthFirst);
  if (day === undefined) throw new Wrong('date');
  if (day > today) throw new Wrong('date-future');
  return day;
}

function yesOrNo(text: string): boolean | undefined {
  const word = text.toLowerCase();
  if (word === '') return undefined;
  if (YES.has(word)) return true;
  if (NO.has(word)) return false;
  throw new Wrong('yes-no');
}

function oneOf<Value>(list: [Value, RegExp][], text: string, fault: string): Value | undefined {
  const words = text.toLowerCase();
  if (words === '') return undefined;
  const found = list.find(([, like]) => like.test(words));
  if (found === undefined) throw new Wrong(fault);
  return found[0];
}

/** One line of text: an end of line in a cell is a space. */
function line(text: string): string {
  if (PLAIN.test(text)) return text;
  return text.replaceAll(/\s+/g, ' ').trim().normalize('NFC');
}

/** The fields that hold something. One by one: spreading and deleting took half of the time of reading a long list. */
function whatIsSaid(parts: Said[]): Partial<ParticipantDetails> {
  const given: Record<string, unknown> = {};
  for (const part of parts) {
    for (const field of Object.keys(part) as Field[]) {
      const value = part[field];
      if (value === '' || value === undefined) continue;
      if (typeof value === 'string') checkText(field, value);
      given[field] = value;
    }
  }
  return given;
}

function checkText(field: Field, text: string): void {
  const longest = field in LONGEST ? LONGEST[field as keyof typeof LONGEST] : undefined;
  if (longest === undefined) return;
  if (text.length > longest) throw new Wrong(`too-long ${field}`);
  if (!PLAIN.test(text) && UNREADABLE.test(field === 'note' ? text.replaceAll('\n', '') : text))
    throw new Wrong(`unreadable ${field}`);
}
