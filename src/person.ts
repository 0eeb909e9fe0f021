/**
 * Somebody as the lists know them: as a reader of the newsletter, as an entry of the register, as both, or several
 * times under different spellings. `addressKeys` are the e-mail addresses that are theirs alone.
 */
export type Person = { subscribers: string[]; participants: string[]; addressKeys: string[] };
