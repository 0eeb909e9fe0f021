import { type Address, parseAddress } from '../mail/address.ts';
import { readDate } from '../tables/dates.ts';
import type { Fault, ImportRow, Mapping, Role } from './import.ts';

/** A row as a reader: who, in which group, and the date that the list gives (`2019-03-04`, or ''). */
export type ListedRow = { address: Address; name: string; group: string; date: string };

const LONGEST_NAME = 100;
const UNREADABLE = /[\p{Cc}\p{Zl}\p{Zp}\p{Bidi_Control}]/u;
/** Nobody asked for a newsletter by e-mail before; a date like that is a mistake. */
const EARLIEST = '1990-01-01';

/** Reads a row by what its columns are, or says what is wrong with it. `today` as `2026-03-05`. */
export function readRow(
  { cells, problem }: Pick<ImportRow, 'cells' | 'problem'>,
  mapping: Mapping,
  today: string,
): ListedRow | Fault {
  if (problem !== null) return problem;
  const address = parseAddress(cellOf(cells, mapping, 'address'));
  if (!address.ok) return `address-${address.problem}`;
  const name = nameOf(cells, mapping);
  if (name.length > LONGEST_NAME || UNREADABLE.test(name)) return 'name';
  const typed = cellOf(cells, mapping, 'date');
  const date = typed === '' ? '' : readDate(typed, mapping.monthFirst);
  if (date === undefined || (date !== '' && date < EARLIEST)) return 'date';
  if (date > today) return 'date-future';
  return { address: address.address, name, group: cellOf(cells, mapping, 'group'), date };
}

/** What stands in a row for the address, and the name: as it is, right or wrong, to show to staff. */
export function shownRow(cells: string[], mapping: Mapping): { address: string; name: string } {
  return { address: cellOf(cells, mapping, 'address'), name: nameOf(cells, mapping) };
}

function nameOf(cells: string[], mapping: Mapping): string {
  const roles = ['name', 'first-name', 'infix', 'last-name'] as const;
  const parts = roles.map((role) => cellOf(cells, mapping, role)).filter((part) => part !== '');
  return parts.join(' ').replaceAll(/ {2,}/g, ' ').normalize('NFC');
}

function cellOf(cells: string[], { roles }: Mapping, role: Role): string {
  return (cells[roles.indexOf(role)] ?? '').trim();
}
