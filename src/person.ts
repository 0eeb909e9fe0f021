/**
 * Somebody as the lists know them: as a reader of the newsletter, as an entry of the register, as both, or several
 * times under different spellings. `addressKeys` are the e-mail addresses that are theirs alone.
 */
export type Person = { subscribers: string[]; participants: string[]; addressKeys: string[] };

/** The same, as statements ask for it: each list of ids or keys as JSON. */
export function asJson({ subscribers, participants, addressKeys }: Person) {
  return {
    subscribers: JSON.stringify(subscribers),
    participants: JSON.stringify(participants),
    addressKeys: JSON.stringify(addressKeys),
  };
}
