/** Letters that are letters of their own in Unicode, and which people type as one or two plain ones. */
const PLAIN_LETTERS: Record<string, string> = {
  ß: 'ss',
  æ: 'ae',
  œ: 'oe',
  ø: 'o',
  đ: 'd',
  ð: 'd',
  ħ: 'h',
  ı: 'i',
  ł: 'l',
  ŋ: 'n',
  þ: 'th',
  ŧ: 't',
  ς: 'σ',
};
const PLAIN_LETTER = new RegExp(`[${Object.keys(PLAIN_LETTERS).join('')}]`, 'g');

/** What stands inside a word and is left out by many (`J.P.`, `O'Brien`), or can't be seen (a soft hyphen). */
const LEFT_OUT = /[.'’‘`´\p{Cf}]/gu;

/** What stands between two words, or between two groups of figures. */
const BETWEEN = /[\s\p{Cc}\p{Pd}/()+,;:]+/gu;

/** Plain text, as most is: nothing in it has to be looked up in Unicode's tables, which takes most of the time. */
const PLAIN = /^[ -~]*$/;
const PLAIN_LEFT_OUT = /[.'`]/g;
const PLAIN_BETWEEN = /[\s/()+,;:-]+/g;
/** One plain word, or several with one space between them. */
const PLAIN_WORDS = /^[A-Za-z\d]+(?: [A-Za-z\d]+)*$/;

/**
 * Text as searches and sorting see it: lower case, without diacritics (Unicode NFKD), words apart by
 * one space. Folding what is folded already changes nothing. The same goes for what is stored and for
 * what is looked for, so that `Zoë`, `zoe` and `ZOE` are one.
 */
export function foldForSearch(text: string): string {
  if (text === '' || PLAIN_WORDS.test(text)) return text.toLowerCase();
  if (PLAIN.test(text)) {
    return text.replaceAll(PLAIN_LEFT_OUT, '').toLowerCase().replaceAll(PLAIN_BETWEEN, ' ').trim();
  }
  return text
    .replaceAll(LEFT_OUT, '')
    .normalize('NFKD')
    .toLowerCase()
    .replaceAll(/\p{M}/gu, '')
    .replaceAll(PLAIN_LETTER, (letter) => PLAIN_LETTERS[letter] ?? letter)
    .replaceAll(LEFT_OUT, '')
    .replaceAll(BETWEEN, ' ')
    .trim();
}

/**
 * The words to look for in what somebody typed in a search box, folded; a text is a hit when all of
 * them stand somewhere in it, also inside a longer word. The longest comes first, since it is the
 * rarest. Empty when there was no letter, figure or sign to look for.
 */
export function wordsFor(typed: string): string[] {
  const folded = [...new Set(foldForSearch(typed).split(' '))].filter((word) => word !== '');
  const longestFirst = folded.sort((one, other) => other.length - one.length);
  return longestFirst.filter(
    (word, place) => !longestFirst.slice(0, place).some((longer) => longer.includes(word)),
  );
}

/** The same words as patterns for SQLite's GLOB on folded text: all of them have to match. */
export function globsFor(typed: string): string[] {
  return wordsFor(typed).map((word) => `*${word.replaceAll(/[*?[]/g, '[$&]')}*`);
}
