import { z } from 'zod';

export const linkSchema = z.object({
  subscriberId: z.string(),
  addressKey: z.string(),
  expiresAt: z.string(),
});

/** A mailed link to one's own data: whose, at which address, and until when. */
export type Link = z.infer<typeof linkSchema>;

export const moveSchema = z.object({
  tokenHash: z.string(),
  subscriberId: z.string(),
  state: z.enum(['open', 'confirmed', 'withdrawn']),
  fromKey: z.string(),
  address: z.string(),
  addressKey: z.string(),
  requestedAt: z.string(),
  mailedAt: z.string(),
  messageId: z.string(),
  expiresAt: z.string(),
});

/** A wish to get the newsletter at another address. One that could not be mailed is kept too, and looks the same. */
export type Move = z.infer<typeof moveSchema>;
