import { z } from 'zod';

/** Something that is asked of who comes. `id` stays the same for as long as the question is there. */
export const questionSchema = z.object({
  id: z.string(),
  label: z.string(),
  kind: z.enum(['choice', 'text']),
  /** What there is to choose from; empty for a text. */
  options: z.array(z.string()),
  optional: z.boolean(),
});
export type Question = z.infer<typeof questionSchema>;

/** What staff write down of a meeting. What is not known is an empty text. */
export const meetingContent = z.object({
  title: z.string(),
  /** UTC, ISO 8601. */
  startsAt: z.string(),
  /** UTC, ISO 8601; always after the start. */
  endsAt: z.string(),
  placeName: z.string(),
  street: z.string(),
  houseNumber: z.string(),
  postcode: z.string(),
  town: z.string(),
  /** Markdown. */
  directions: z.string(),
  /** Markdown. */
  programme: z.string(),
  /** A sentence or two, for the agenda, the newsletter and search engines. */
  summary: z.string(),
  /** In the agenda of the site, for everybody. Otherwise only those who are invited hear of it. */
  isPublic: z.boolean(),
  /** How many people there is room for; null: no limit. */
  capacity: z.number().nullable(),
  /** The last day to answer, `YYYY-MM-DD` in the Netherlands; '' where there is none. */
  replyBy: z.string(),
  questions: z.array(questionSchema),
  /** Whether diet and access needs are asked for, as an extra with a consent of its own (art. 9 AVG). */
  asksNeeds: z.boolean(),
});
export type MeetingContent = z.infer<typeof meetingContent>;

export const MEETING_STATES = ['draft', 'published', 'cancelled'] as const;
export type MeetingState = (typeof MEETING_STATES)[number];

/** A meeting: the AlliantieRaad or another activity. `version` counts its changes; times are UTC, ISO 8601. */
export const meeting = meetingContent.extend({
  id: z.string(),
  /** Its address in the agenda: it follows title and date for as long as the meeting is a draft. */
  slug: z.string(),
  /** What calendars know it by, for ever. */
  uid: z.string(),
  state: z.enum(MEETING_STATES),
  /** Why it is off, as people are told; '' where nothing was said. */
  cancelReason: z.string(),
  /** Goes up with what calendars have to take over. */
  sequence: z.number(),
  version: z.number(),
  createdAt: z.string(),
  updatedAt: z.string(),
});
export type Meeting = z.infer<typeof meeting>;

/**
 * How many were invited, said yes or no, have not answered, came; `people` is how many places are taken, whom
 * they bring included.
 */
export type InvitationCounts = {
  invited: number;
  yes: number;
  no: number;
  silent: number;
  came: number;
  people: number;
};

/** What the page of a meeting tells everybody about its room. */
export type Room = 'open' | 'full';

/** Where a meeting is, as lines: its name, its street, its postcode and town. Without what is not known. */
export function placeLines(place: Place): string[] {
  return [place.placeName, ...addressLines(place)].filter((text) => text !== '');
}

/** The address of a meeting as lines, without the name of the place: `Dorpsstraat 12`, `1234 AB Zwolle`. */
export function addressLines({ street, houseNumber, postcode, town }: Place): string[] {
  return [
    [street, houseNumber],
    [postcode, town],
  ]
    .map((parts) => parts.filter((part) => part !== '').join(' '))
    .filter((text) => text !== '');
}

type Place = Pick<Meeting, 'placeName' | 'street' | 'houseNumber' | 'postcode' | 'town'>;
