import { z } from 'zod';

export const blockSchema = z.discriminatedUnion('kind', [
  z.object({ kind: z.literal('text'), markdown: z.string() }),
  z.object({ kind: z.literal('article'), slug: z.string() }),
  z.object({ kind: z.literal('meetings') }),
]);

/**
 * A piece of an issue: a text of its own in Markdown, an article of the site that it points to, or the meetings
 * that are to come when it is printed.
 */
export type Block = z.infer<typeof blockSchema>;

/** What is written in an issue. */
export type IssueContent = {
  subject: string;
  /** What inboxes show behind the subject. Empty: the beginning of the text. */
  preheader: string;
  /** Markdown. */
  introduction: string;
  blocks: Block[];
};

/** One newsletter, written or being written. `version` counts its changes. */
export type Issue = IssueContent & {
  id: string;
  /** Its address in the archive; it follows the subject for as long as the issue is a draft. */
  slug: string;
  createdAt: string;
  updatedAt: string;
  version: number;
  /** Whether the archive shows it once it was sent. */
  inArchive: boolean;
};

/** A text block that was just taken out, and before which block it stood; it can be put back. */
export type RemovedBlock = { block: Block; at: number };

/** Where an issue stands. Only a draft can be changed. */
export type SendingState = 'draft' | 'planned' | 'freezing' | 'sending' | 'paused' | 'sent' | 'cancelled';

/**
 * An issue as it leaves, made once for all readers. In `html` and `text` the address to leave by stands as
 * `leaveMarker`, which is found nowhere else in them: replace it by each reader's own.
 */
export type PrintedIssue = { subject: string; html: string; text: string; leaveMarker: string };

/** What writing and the archive ask of the sending. */
export type Sendings = {
  stateOf: (issueId: string) => SendingState;
  /** What was sent; undefined as long as nothing was. */
  printOf: (issueId: string) => PrintedIssue | undefined;
  /** When the first mail left; undefined as long as none did. */
  startedAt: (issueId: string) => string | undefined;
};
