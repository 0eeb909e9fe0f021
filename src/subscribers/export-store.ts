import { z } from 'zod';
import type { Connection } from '../database/open.ts';
import { allRows } from '../database/rows.ts';
import { NOT_HIDDEN } from './list-store.ts';
import { STATES, type State } from './subscriber.ts';

const rowSchema = z.object({
  id: z.string(),
  address: z.string(),
  name: z.string(),
  state: z.enum(STATES),
  createdAt: z.string(),
  changedAt: z.string(),
  /** The last consent: confirmed here, or imported. All are null where there is none. */
  consent: z.enum(['confirmed', 'imported', 'attested']).nullable(),
  consentAt: z.string().nullable(),
  givenOn: z.string().nullable(),
  wording: z.number().nullable(),
  basis: z.enum(['proven', 'attested', 'none']).nullable(),
  list: z.string().nullable(),
  group: z.string().nullable(),
  origin: z.string().nullable(),
  evidence: z.string().nullable(),
});

/** A reader with all that the list knows of them. */
export type ExportedReader = z.infer<typeof rowSchema>;

/**
 * The readers from the first to the last, some at a time, with the consent that counts for each; without those
 * whose use is restricted.
 */
export type SubscriberExportStore = ReturnType<typeof createSubscriberExportStore>;

export function createSubscriberExportStore(connection: Connection) {
  const page = connection.prepare(`
    SELECT s.id, s.address, s.name, s.state, s.created_at AS createdAt, s.changed_at AS changedAt,
      e.kind AS consent, e.at AS consentAt,
      iif(c.id IS NULL, NULL, trim(substr(e.detail, length(c.id) + 1))) AS givenOn,
      iif(e.kind = 'confirmed', (SELECT max(r.wording) FROM consent_events r
        WHERE r.subscriber_id = s.id AND r.kind = 'requested' AND r.id < e.id), NULL) AS wording,
      c.basis, c.list, c.group_name AS "group", c.origin, c.evidence
    FROM (
      SELECT * FROM subscribers
      WHERE (created_at, id) > (@createdAt, @id) AND (@state = '' OR state = @state)
        AND restricted_at = '' AND ${NOT_HIDDEN}
      ORDER BY created_at, id LIMIT @most) s
    LEFT JOIN consent_events e ON e.id = (SELECT max(id) FROM consent_events
      WHERE subscriber_id = s.id AND kind IN ('confirmed', 'imported', 'attested'))
    LEFT JOIN imported_consents c
      ON e.kind IN ('imported', 'attested') AND c.id = CAST(e.detail AS INTEGER)
    ORDER BY s.created_at, s.id`);

  return {
    /** The ones after this reader; from the first where there is none. */
    page: (
      state: State | undefined,
      after: Pick<ExportedReader, 'createdAt' | 'id'> | undefined,
      most: number,
    ): ExportedReader[] => {
      const from = { createdAt: after?.createdAt ?? '', id: after?.id ?? '' };
      return allRows(rowSchema, page, { ...from, state: state ?? '', most });
    },
  };
}
