import { z } from 'zod';

/** Somebody who takes part, or who wants to be kept informed. */
export const KINDS = ['participant', 'interested'] as const;
export type Kind = (typeof KINDS)[number];

/** On what ground somebody may be mailed: their own consent, or as a participant of the alliance. */
export const MAIL_GROUNDS = ['consent', 'participant', 'none'] as const;
export type MailGround = (typeof MAIL_GROUNDS)[number];

/** What staff write down of somebody. What is not known is an empty text. */
export const participantDetails = z.object({
  kind: z.enum(KINDS),
  firstName: z.string(),
  /** The Dutch *tussenvoegsel*: `de`, `van der`, `'t`. */
  infix: z.string(),
  lastName: z.string(),
  organisation: z.string(),
  street: z.string(),
  houseNumber: z.string(),
  houseSuffix: z.string(),
  /** A Dutch one as `1234 AB`, any other as typed. */
  postcode: z.string(),
  town: z.string(),
  /** ISO 3166-1 alpha-2. */
  country: z.string(),
  /** As typed; `emailKey` is what addresses are compared by. */
  email: z.string(),
  emailKey: z.string(),
  phone: z.string(),
  note: z.string(),
  /** Labels by their names, in alphabetical order. */
  tags: z.array(z.string()),
  /** This person wants no letters. */
  noPost: z.boolean(),
  /** This person wants no mail. */
  noMail: z.boolean(),
  /** A day, YYYY-MM-DD. */
  lastContact: z.string(),
  /** Where the entry came from, in the words of staff. */
  source: z.string(),
  mailGround: z.enum(MAIL_GROUNDS),
  /** Of the ground `consent`: the day, YYYY-MM-DD, and where it stands. */
  consentOn: z.string(),
  consentSource: z.string(),
});
export type ParticipantDetails = z.infer<typeof participantDetails>;

/** The most characters that each field may have. */
export const LONGEST = {
  ...{ firstName: 100, infix: 30, lastName: 100, organisation: 200, street: 100, houseNumber: 10 },
  ...{ houseSuffix: 20, postcode: 20, town: 100, phone: 40, consentSource: 200, source: 100, note: 2000 },
} as const satisfies Partial<Record<keyof ParticipantDetails, number>>;

/** Somebody of whom nothing is known: to start from. A last name or an organisation has to be added. */
export const NOTHING_KNOWN: ParticipantDetails = {
  kind: 'participant',
  firstName: '',
  infix: '',
  lastName: '',
  organisation: '',
  street: '',
  houseNumber: '',
  houseSuffix: '',
  postcode: '',
  town: '',
  country: 'NL',
  email: '',
  emailKey: '',
  phone: '',
  note: '',
  tags: [],
  noPost: false,
  noMail: false,
  lastContact: '',
  source: '',
  mailGround: 'none',
  consentOn: '',
  consentSource: '',
};

/**
 * An entry of the register. `version` counts its changes; times are UTC, ISO 8601. `restrictedAt`: since when it is
 * kept and nothing else; `objectedAt`: since when this person wants no invitations; '' where that is not so.
 */
export const participant = participantDetails.extend({
  id: z.string(),
  restrictedAt: z.string().default(''),
  objectedAt: z.string().default(''),
  createdAt: z.string(),
  updatedAt: z.string(),
  version: z.number(),
});
export type Participant = z.infer<typeof participant>;

/** What somebody may be known by already. What is empty is not looked for; an empty `id`: no mark of the register. */
export const knownBy = participant
  .pick({ id: true, emailKey: true, postcode: true, houseNumber: true, country: true })
  .extend({ sortKey: z.string() });
export type KnownBy = z.infer<typeof knownBy>;
