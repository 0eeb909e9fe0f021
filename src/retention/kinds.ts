import { TERMS, type Term } from '../terms.ts';

/** Whom or what a kind of data is about, in the order in which it is told. */
export const GROUPS = ['visitors', 'readers', 'register', 'meetings', 'staff', 'account'] as const;
export type Group = (typeof GROUPS)[number];

/**
 * On what ground data are kept (article 6, first paragraph, of the GDPR): consent (a), a legal duty (c), a
 * legitimate interest (f). `explicit-consent` is that of article 9, second paragraph, under a.
 */
export const GROUNDS = ['consent', 'explicit-consent', 'law', 'interest'] as const;
export type Ground = (typeof GROUNDS)[number];

/** The verbs that remove, by the name under which `services.ts` hands them in. */
export const STEPS = [
  'readers',
  'bounces',
  'reader-lists',
  'deliveries',
  'own-data',
  'register',
  'documents',
  'invitations',
  'incidents',
  'ledger',
  'register-lists',
  'outbox',
  'limits',
  'access-log',
  'accounts',
  'stay-questions',
  'breaches',
  'rights',
  'impersonal',
] as const;
export type Step = (typeof STEPS)[number];

/** A term that is fixed, or one that staff set. */
export type Length = Term | { setting: 'proofMonths' | 'attendanceMonths' | 'logMonths' };

export type Kind = {
  about: Group;
  /** Where it stands. */
  tables: readonly string[];
  ground: Ground;
  /**
   * Undefined: for as long as what is told in words. What people alone remove is proposed to them after it.
   */
  term?: Length;
  /** What removes it: a verb at night, a verb within minutes, or staff and the person alone. */
  by: Step | 'at-once' | 'people';
  /** Whether the company that delivers the mail gets some of it. */
  mailed?: true;
};

/**
 * Every kind of personal data that the program holds. The nightly run, the preview, the privacy policy and the record
 * of processing are made of it; each kind has its words in `words.ts` and its look in `looking-store.ts`.
 */
export const KINDS = {
  'form-turns': kind('visitors', ['rate_limits'], 'interest', 'limits', { term: TERMS.rateLimit }),
  requests: kind('readers', ['newsletter_requests'], 'consent', 'at-once', { term: TERMS.request }),
  unconfirmed: kind('readers', ['subscribers', 'confirmations'], 'consent', 'readers', {
    term: TERMS.unconfirmed,
    mailed: true,
  }),
  readers: kind('readers', ['subscribers', 'consent_events', 'consent_wordings'], 'consent', 'people', {
    mailed: true,
  }),
  left: kind('readers', ['subscribers', 'consent_events'], 'law', 'readers', {
    term: { setting: 'proofMonths' },
  }),
  blocked: kind('readers', ['subscribers', 'consent_events'], 'law', 'readers', {
    term: { setting: 'proofMonths' },
  }),
  'put-aside': kind('readers', ['subscribers'], 'interest', 'readers', { term: TERMS.putAside }),
  'leaving-links': kind('readers', ['leavings'], 'interest', 'readers', { term: TERMS.leavingUndo }),
  'leaving-reasons': kind('readers', ['leaving_reasons'], 'interest', 'readers', {
    term: TERMS.leavingReason,
  }),
  suppressions: kind('readers', ['suppressions'], 'interest', 'people'),
  'imported-consents': kind('readers', ['imported_consents'], 'law', 'readers'),
  'reader-lists': kind(
    'readers',
    ['imports', 'import_files', 'import_rows', 'imported_readers', 'reader_imports'],
    'interest',
    'reader-lists',
    { term: TERMS.listUndo },
  ),
  deliveries: kind('readers', ['deliveries'], 'interest', 'deliveries', {
    term: TERMS.delivery,
    mailed: true,
  }),
  bounces: kind('readers', ['bounces'], 'interest', 'bounces', { term: TERMS.bounce }),
  'unrecognised-mails': kind('readers', ['unrecognised_mails'], 'interest', 'bounces', {
    term: TERMS.unrecognised,
  }),
  'own-data-links': kind(
    'readers',
    ['own_data_links', 'own_entry_links', 'address_moves'],
    'law',
    'own-data',
    {
      term: TERMS.ownDataLink,
      mailed: true,
    },
  ),
  'waiting-mail': kind('account', ['outbox'], 'interest', 'at-once', {
    term: TERMS.waitingMail,
    mailed: true,
  }),
  'sent-mail': kind('account', ['outbox'], 'interest', 'outbox', { term: TERMS.outbox }),
  register: kind(
    'register',
    ['participants', 'participant_tags', 'tags', 'participant_revisions'],
    'interest',
    'people',
    { term: TERMS.silent, mailed: true },
  ),
  'register-history': kind('register', ['participant_history'], 'interest', 'register', {
    term: TERMS.history,
  }),
  'removed-entries': kind('register', ['participant_history'], 'interest', 'register', {
    term: TERMS.removedEntry,
  }),
  'stay-questions': kind('register', ['stay_questions'], 'law', 'stay-questions', {
    term: TERMS.stayQuestion,
    mailed: true,
  }),
  doubles: kind('register', ['participant_doubles', 'participant_differences'], 'interest', 'people'),
  'register-lists': kind(
    'register',
    ['register_lists', 'register_list_files', 'register_list_rows'],
    'interest',
    'register-lists',
    { term: TERMS.listUndo },
  ),
  invitations: kind('meetings', ['invitation_groups', 'invitations'], 'interest', 'invitations', {
    term: { setting: 'attendanceMonths' },
    mailed: true,
  }),
  needs: kind('meetings', ['invitations'], 'explicit-consent', 'invitations', { term: TERMS.needs }),
  documents: kind('meetings', ['meeting_documents'], 'interest', 'documents', {
    term: TERMS.removedDocument,
  }),
  staff: kind('staff', ['staff', 'participant_filters'], 'interest', 'people'),
  'staff-invitations': kind('staff', ['staff_invitations'], 'interest', 'accounts', {
    term: TERMS.staffInvitation,
  }),
  'former-staff': kind('staff', ['staff'], 'law', 'accounts', { term: TERMS.formerStaff }),
  'second-factors': kind(
    'staff',
    ['code_apps', 'used_codes', 'passkeys', 'recovery_codes'],
    'interest',
    'people',
  ),
  'half-signed-in': kind('staff', ['half_signed_in', 'passkey_questions'], 'interest', 'accounts', {
    term: TERMS.halfSignedIn,
  }),
  'kept-texts': kind('staff', ['kept_texts'], 'interest', 'accounts', { term: TERMS.keptText }),
  sessions: kind('staff', ['sessions'], 'interest', 'accounts', { term: TERMS.session }),
  devices: kind('staff', ['known_devices'], 'interest', 'accounts', { term: TERMS.device }),
  'access-log': kind('account', ['access_log', 'access_log_search'], 'law', 'access-log', {
    term: { setting: 'logMonths' },
  }),
  ledger: kind('account', ['ledger', 'ledger_people'], 'law', 'ledger', { term: TERMS.ledger }),
  incidents: kind('account', ['incidents'], 'law', 'incidents', { term: TERMS.incident }),
  breaches: kind('account', ['breaches'], 'law', 'breaches', { term: TERMS.breach }),
  'rights-requests': kind('account', ['rights_requests', 'rights_request_people'], 'law', 'rights', {
    term: TERMS.rightsRequest,
    mailed: true,
  }),
  erasures: kind('account', ['erasures'], 'law', 'rights', { term: TERMS.erasure }),
} satisfies Record<string, Kind>;

export type KindId = keyof typeof KINDS;

/** Every kind by its id, in the order of the table. */
export const KIND_IDS = Object.keys(KINDS) as KindId[];

/** Tables in which nothing stands about a person: what the site says, figures, and how far the work is. */
export const IMPERSONAL_TABLES = [
  ...['articles', 'article_bodies', 'article_search', 'standing_pages', 'organisation', 'pictures'],
  ...['picture_sizes', 'content_version', 'settings', 'issues', 'sendings', 'sending_prints'],
  ...['delivery_counts', 'bounce_counts', 'bounce_mailbox', 'bounce_put_away', 'list_growth'],
  ...['statistics_days', 'statistics_pages', 'statistics_hosts', 'statistics_devices'],
  ...['meetings', 'invitation_texts', 'invitation_receipts', 'participant_doubles_search'],
  ...['retention_runs', 'retention_receipts', 'promise_checks', 'promise_round'],
] as const;

function kind(
  about: Group,
  tables: readonly string[],
  ground: Ground,
  by: Kind['by'],
  more: Pick<Kind, 'term' | 'mailed'> = {},
): Kind {
  return { about, tables, ground, by, ...more };
}
