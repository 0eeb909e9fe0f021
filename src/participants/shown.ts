import { addressProblem, streetLine, townLine } from './address.ts';
import { channelOf } from './channel.ts';
import { fullName, listName } from './name.ts';
import type { ListRow, Other, PairSide, ShownEntry } from './pages.ts';
import type { Participant } from './participant.ts';
import type { Participants } from './participants.ts';
import { FIELD_NAMES, valueInWords } from './words.ts';

/** More people of one organisation are on a page of their own. */
const MOST_COLLEAGUES = 8;

/** An entry as a line of the register. */
export function rowOf(entry: Participant): ListRow {
  const { id, kind, town, postcode, lastName, organisation, tags, lastContact } = entry;
  return {
    ...{ id, kind, town, postcode, tags, lastContact },
    name: listName(entry),
    organisation: lastName === '' ? '' : organisation,
    channel: channelOf(entry),
  };
}

/** The lines of a post address, as far as they are known. */
export function addressOf(entry: Participant): string[] {
  return [streetLine(entry), townLine(entry)].filter((part) => part !== '');
}

/** An entry as a link, with its town or organisation. */
export function otherOf(entry: Participant): Other {
  const about = [entry.lastName === '' ? '' : entry.organisation, entry.town].filter(Boolean).join(', ');
  return { id: entry.id, name: fullName(entry), about };
}

/** An entry with what stands around it: its household, its organisation, who is perhaps the same. */
export function shownEntry(entry: Participant, participants: Participants): ShownEntry {
  const { id, createdAt, updatedAt, organisation } = entry;
  const everybody = organisation === '' ? undefined : participants.list({ organisation });
  const colleagues = (everybody?.people ?? []).filter((other) => other.id !== id);
  return {
    ...{ id, createdAt, updatedAt, organisation },
    ...{ restrictedAt: entry.restrictedAt, objectedAt: entry.objectedAt },
    name: fullName(entry),
    address: addressOf(entry),
    addressProblem: addressProblem(entry),
    channel: channelOf(entry),
    household: participants.householdOf(entry).map(otherOf),
    colleagues: colleagues.slice(0, MOST_COLLEAGUES).map(otherOf),
    colleagueCount: (everybody?.count ?? 1) - 1,
    similar: participants.doubles.similarTo(entry).map(otherOf),
  };
}

/** Everybody whom the page of an entry shows. */
export function personsOn({ id, household, colleagues, similar }: ShownEntry): string[] {
  return [...new Set([id, ...[household, colleagues, similar].flat().map((other) => other.id)])];
}

/** One of two that are compared. */
export function sideOf(entry: Participant): PairSide {
  const { id, email, phone, lastName, organisation, createdAt } = entry;
  const since = `Toegevoegd op ${valueInWords({ lastContact: createdAt.slice(0, 10) }, 'lastContact')}`;
  const lines = [lastName === '' ? '' : organisation, ...addressOf(entry), email, phone, since];
  return { id, name: fullName(entry), lines: lines.filter((line) => line !== '') };
}

const NAMES_IN_FORM: Record<string, keyof typeof FIELD_NAMES> = {
  ...{ voornaam: 'firstName', tussenvoegsel: 'infix', achternaam: 'lastName', organisatie: 'organisation' },
  ...{ soort: 'kind', straat: 'street', huisnummer: 'houseNumber', toevoeging: 'houseSuffix' },
  ...{ postcode: 'postcode', plaats: 'town', land: 'country', email: 'email', telefoon: 'phone' },
  ...{ geenpost: 'noPost', geenmail: 'noMail', mailgrond: 'mailGround', toestemmingop: 'consentOn' },
  ...{ toestemmingbron: 'consentSource', labels: 'tags', laatstecontact: 'lastContact' },
  ...{ herkomst: 'source', notitie: 'note' },
};

/** A field of the form by its name there: what it is called, and what it holds. */
export function fieldInWords(entry: Participant, name: string): { name: string; value: string } {
  const field = NAMES_IN_FORM[name];
  return field === undefined
    ? { name, value: '' }
    : { name: FIELD_NAMES[field], value: valueInWords(entry, field) };
}
