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
