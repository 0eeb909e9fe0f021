/** Dutch and other small words before a last name. Only as small letters: `De Smet` in Belgium is one name. */
const INFIXES = new Set(
  `aan af al am bij d' da das de del den der des di do dos du el het in la las le les lo los op onder over 's 't te
  ten ter toe tot uit van vanden vander ver vom von voor zu zum zur`.split(/\s+/),
);

export type NameParts = { firstName: string; infix: string; lastName: string };

/** A last name that may have its infix before it (`de Vries`) or behind it (`Vries, de`). */
export function splitLastName(text: string): Pick<NameParts, 'infix' | 'lastName'> {
  const [behind = '', before] = text.split(/\s*,\s*/, 2);
  if (before !== undefined && isInfix(before)) return { infix: before, lastName: behind };
  const words = text.split(' ');
  const infix = words.slice(0, infixLength(words));
  return { infix: infix.join(' '), lastName: words.slice(infix.length).join(' ') };
}

/** A whole name, as one says it (`Anna de Vries`) or as it stands in a list (`Vries, Anna de`). */
export function splitFullName(text: string): NameParts {
  const [last = '', rest] = text.split(/\s*,\s*/, 2);
  if (rest !== undefined) {
    const words = rest.split(' ').filter(Boolean);
    const first = words.findLastIndex((word) => !isInfix(word)) + 1;
    const parts = splitLastName(last);
    return {
      firstName: words.slice(0, first).join(' '),
      infix: [...words.slice(first), parts.infix].filter(Boolean).join(' '),
      lastName: parts.lastName,
    };
  }
  const words = text.split(' ');
  // `De Smet` is one last name: as an infix it would have small letters.
  const begins = (word: string, place: number) => isInfix(word) || (place > 0 && isInfix(word.toLowerCase()));
  const start = words.slice(0, -1).findIndex(begins);
  const at = start < 0 ? words.length - 1 : start;
  return { firstName: words.slice(0, at).join(' '), ...splitLastName(words.slice(at).join(' ')) };
}

function infixLength(words: string[]): number {
  const end = words.findIndex((word) => !isInfix(word));
  // What is all small words is a name after all.
  return end < 0 ? 0 : end;
}

function isInfix(text: string): boolean {
  const words = text.replaceAll('’', "'").split(' ').filter(Boolean);
  return words.length > 0 && words.every((word) => INFIXES.has(word));
}

export type StreetParts = { street: string; houseNumber: string; houseSuffix: string };

/** A street with the number behind it: `Dorpsstraat 12a`, `Plein 1944 5`, `2e Dwarsstraat 12-3 hs`. */
export function splitStreet(text: string): StreetParts {
  const found = /^(.*?\p{L}.*?)\s+(\d{1,5})(?!\d)\s*(.*)$/u.exec(text);
  if (found === null) return { street: text, houseNumber: '', houseSuffix: '' };
  const [, street = '', number = '', rest = ''] = found;
  const next = /^(\d{1,5})(?!\d)\s*(.*)$/.exec(rest);
  // A year belongs to the name of the street.
  if (next !== null && /^[12]\d{3}$/.test(number)) {
    return { street: `${street} ${number}`, houseNumber: next[1] ?? '', houseSuffix: next[2] ?? '' };
  }
  return { street, houseNumber: number, houseSuffix: rest };
}

/** A house number that may have its suffix behind it: `12a`, `12-2`, `12 hs`. */
export function splitNumber(text: string): Pick<StreetParts, 'houseNumber' | 'houseSuffix'> {
  const [, houseNumber, houseSuffix = ''] = /^(\d{1,5})(?!\d)\s*(.*)$/.exec(text) ?? [];
  return houseNumber === undefined ? { houseNumber: text, houseSuffix: '' } : { houseNumber, houseSuffix };
}
