const MOST_WORDS = 12;

/**
 * Typed words as a query for FTS5: each a quoted prefix, all of them wanted. Only letters, digits and
 * their accents come through, so nothing that means something to FTS5 does (`"`, `*`, `NEAR`, `title:`).
 * Undefined where nothing is left to search for.
 */
export function searchQuery(typed: string): string | undefined {
  const words = typed.normalize('NFC').match(/[\p{L}\p{N}][\p{L}\p{N}\p{M}]*/gu);
  return words
    ?.slice(0, MOST_WORDS)
    .map((word) => `"${word}"*`)
    .join(' AND ');
}
