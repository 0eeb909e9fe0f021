/**
 * One issue of the newsletter for one reader, as the sending keeps it. `state` is `pending`, `sending`,
 * `retry`, `sent`, `failed`, `uncertain` or `left`; `answer` is the mail server's own text.
 */
export type Delivery = {
  issueId: string;
  subject: string;
  slug: string;
  state: string;
  answer: string;
  at: string;
};

/** Tells what was sent to a reader. */
export type DeliveriesOf = (subscriberId: string) => Delivery[];

/**
 * One mail to a reader that came back. `kind` is `hard`, `soft`, `complaint`, `auto-reply` or `delayed`;
 * `words` are the mail server's own; `followed` is `blocked`, `left` or `nothing`.
 */
export type Bounce = {
  /** Null for a mail that is no issue of the newsletter. */
  issueId: string | null;
  kind: 'hard' | 'soft' | 'complaint' | 'auto-reply' | 'delayed';
  status: string;
  words: string;
  at: string;
  followed: 'blocked' | 'left' | 'nothing';
};

/** Tells which mails to a reader came back, the oldest first. */
export type BouncesOf = (subscriberId: string) => Bounce[];
