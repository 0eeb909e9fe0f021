import { page } from '../web/view.ts';

/** What the privacy policy says of the system as it runs now. */
export type PrivacyData = {
  /** How mail leaves: by the provider of this name, by one without a name, or not at all. */
  mail: { provider: string | undefined; caught: boolean };
  /** Whether the mailbox of returned mail is read. */
  readsReturnedMail: boolean;
  /** Whether the site is on https. */
  secure: boolean;
  /** How many people can see the register and the readers. */
  staffCount: number;
  /** Months that the proof of consent stays after somebody left. */
  proofMonths: number;
  /** Months that it stays known who was invited to a meeting and who came. */
  attendanceMonths: number;
};

export const policy = page<PrivacyData>('privacy/policy');
