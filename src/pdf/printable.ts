/** Makes text fit for a font, and remembers whether something had to be left out. */
export type Printable = {
  (text: string): string;
  missed: () => boolean;
  /** Whether the font has every letter of a text. */
  complete: (text: string) => boolean;
};

/** As much of pdfkit's document as tells which characters its font in use has; pdfkit's types leave it out. */
type WithFont = { _font: { font: { hasGlyphForCodePoint: (codePoint: number) => boolean } } };

/**
 * For the font that the document uses now: a letter that it lacks is printed without its marks where
 * that helps, and else as a question mark. Without it such a letter would be an empty box.
 */
export function createPrintable(document: object): Printable {
  const { font } = (document as WithFont)._font;
  let missed = false;
  return Object.assign(printable, { missed: () => missed, complete });

  function printable(text: string): string {
    // What every font has, in most of thousands of lines.
    if (/^[ -~]*$/.test(text)) return text;
    const oneLine = text.normalize('NFC').replaceAll(/[\p{Cc}\p{Zl}\p{Zp}]+/gu, ' ');
    return Array.from(oneLine.replaceAll(/\p{Cf}/gu, ''), fitting).join('');
  }

  function complete(text: string): boolean {
    return Array.from(text.normalize('NFC')).every(
      (character) => /[\s\p{C}]/u.test(character) || has(character),
    );
  }

  function fitting(character: string): string {
    if (has(character)) return character;
    const plain = character.normalize('NFD').replaceAll(/\p{M}/gu, '');
    const found = plain !== '' && Array.from(plain).every(has) ? plain : undefined;
    missed ||= !/[\s\p{M}]/u.test(character);
    return found ?? (/\s/u.test(character) ? ' ' : '?');
  }

  function has(character: string): boolean {
    return font.hasGlyphForCodePoint(character.codePointAt(0) ?? 0);
  }
}
