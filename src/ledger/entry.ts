import { z } from 'zod';

/** Files with people of the register in them. */
export const LEDGER_KINDS = ['export', 'labels', 'letters', 'badges', 'door-list'] as const;
export type LedgerKind = (typeof LEDGER_KINDS)[number];

/** What of a person can stand in a file. */
export const CONTENTS = [
  'name',
  'organisation',
  'address',
  'email',
  'phone',
  'answer',
  'contact',
  'ground',
  'tags',
  'note',
] as const;
export type Content = (typeof CONTENTS)[number];

/** What a file is made for: a meeting with its title, or another activity by its name alone. */
export type Activity = { meetingId?: string | undefined; title: string };

/** What of each person stands in the files that are always alike. An export says it itself. */
export const CONTENTS_OF: Record<LedgerKind, Content[]> = {
  export: [...CONTENTS],
  labels: ['name', 'organisation', 'address'],
  letters: ['name', 'organisation', 'address'],
  badges: ['name', 'organisation', 'answer'],
  'door-list': ['name', 'organisation', 'answer'],
};

const contents = z.string().transform((json) => z.array(z.enum(CONTENTS)).parse(JSON.parse(json)));

export const ledgerEntry = z.object({
  id: z.string(),
  /** UTC, ISO 8601. */
  at: z.string(),
  /** '' for the command line. */
  staffId: z.string(),
  staffName: z.string(),
  kind: z.enum(LEDGER_KINDS),
  meetingId: z.string().nullable(),
  activity: z.string(),
  contents,
  /** How many people were in it when it was made. */
  count: z.number(),
  /** How many of them are forgotten since, so that nobody can tell any more who they were. */
  forgotten: z.number(),
});

/** A file that was made: when, by whom, for which activity, and how many people were in it. */
export type LedgerEntry = z.infer<typeof ledgerEntry>;
