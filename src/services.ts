import { existsSync, mkdirSync } from 'node:fs';
import { join } from 'node:path';
import { createAccessLog } from './access-log/access-log.ts';
import { createAccessLogStore } from './access-log/store.ts';
import { createArticles } from './articles/articles.ts';
import { createMarkdown } from './articles/markdown.ts';
import { createArticleStore } from './articles/store.ts';
import { type Bounces, createBounces } from './bounces/bounces.ts';
import { createChooser } from './bounces/candidates.ts';
import { openMailbox } from './bounces/mailbox.ts';
import { createReading } from './bounces/reading.ts';
import { createBounceStore } from './bounces/store.ts';
import type { Clock } from './clock.ts';
import type { Config } from './config.ts';
import { createContent } from './content/content.ts';
import { createContentStore } from './content/store.ts';
import { migrate } from './database/migrate.ts';
import { inTransaction, openDatabase } from './database/open.ts';
import { createExports } from './exports/exports.ts';
import { createImports } from './imports/imports.ts';
import { createImportStore } from './imports/store.ts';
import { createFiguresStore } from './invitations/figures-store.ts';
import { createInvitations, type Invitations } from './invitations/invitations.ts';
import { createKeys } from './invitations/keys.ts';
import { createInvitationMailingStore } from './invitations/mailing-store.ts';
import { createInvitationMails } from './invitations/mails.ts';
import { createInvitationStore } from './invitations/store.ts';
import { createIncidentStore } from './ledger/incident-store.ts';
import { createIncidents } from './ledger/incidents.ts';
import { createLedger } from './ledger/ledger.ts';
import { createLedgerStore } from './ledger/store.ts';
import type { Logger } from './log.ts';
import { addressInSender } from './mail/address.ts';
import { createOutbox } from './mail/outbox.ts';
import { createMailRenderer } from './mail/render.ts';
import { createReturnPaths } from './mail/return-path.ts';
import { createOutboxStore } from './mail/store.ts';
import { createDocumentStore } from './meetings/document-store.ts';
import { createDocuments } from './meetings/documents.ts';
import { createMeetings } from './meetings/meetings.ts';
import { createMeetingStore } from './meetings/store.ts';
import { createDeliveryStore } from './newsletter/delivery-store.ts';
import type { Sendings } from './newsletter/issue.ts';
import { createLane } from './newsletter/lane.ts';
import { createSending, sendingStateOf } from './newsletter/sending.ts';
import { createSendingStore } from './newsletter/sending-store.ts';
import { createIssueStore } from './newsletter/store.ts';
import { createWriting } from './newsletter/writing.ts';
import { createOversight } from './oversight.ts';
import { createOwnDataMails } from './own-data/mails.ts';
import { createOwnData, type OwnDataVerbs } from './own-data/own-data.ts';
import { createOwnDataStore } from './own-data/store.ts';
import { createDoublesStore } from './participants/doubles-store.ts';
import { createHistoryStore } from './participants/history-store.ts';
import { createRegisterImportSource } from './participants/import-store.ts';
import { createIndexSource } from './participants/index-store.ts';
import { createKeptFilterStore } from './participants/kept-store.ts';
import { createParticipants } from './participants/participants.ts';
import { createParticipantPersonStore } from './participants/person-store.ts';
import { createParticipantStore } from './participants/store.ts';
import { createFonts } from './pdf/fonts.ts';
import { createPapers } from './pdf/paper.ts';
import { createSheets } from './pdf/sheet.ts';
import { createPictures } from './pictures/pictures.ts';
import { createPictureStore } from './pictures/store.ts';
import { createRateLimits } from './rate-limits/rate-limits.ts';
import { createRateLimitStore } from './rate-limits/store.ts';
import { createRegisterExports } from './register-exports/register-exports.ts';
import { createRegisterImports } from './register-imports/register-imports.ts';
import { createRegisterImportStore } from './register-imports/store.ts';
import type { Rights } from './rights/rights.ts';
import { createRightsOverAll } from './rights.ts';
import { createKeyedHash, createSeal, type Randomness, readSecretKey } from './secrets.ts';
import { createSettings } from './settings/settings.ts';
import { createSettingStore } from './settings/store.ts';
import { createFactorStore } from './staff/factor-store.ts';
import { createKeptStore } from './staff/kept-store.ts';
import { createSessionStore } from './staff/session-store.ts';
import { createStaff } from './staff/staff.ts';
import { createStaffStore } from './staff/store.ts';
import { createStatistics } from './statistics/statistics.ts';
import { createStatisticsStore } from './statistics/store.ts';
import { createSubscriberExportStore } from './subscribers/export-store.ts';
import { createGrowthStore } from './subscribers/growth-store.ts';
import { createReaderImportStore } from './subscribers/import-store.ts';
import { createSubscriberListStore } from './subscribers/list-store.ts';
import { createMailingStore } from './subscribers/mailing-store.ts';
import { createSubscriberMails } from './subscribers/mails.ts';
import { createSubscriberPersonStore } from './subscribers/person-store.ts';
import { createSubscriberStore } from './subscribers/store.ts';
import { createSubscribers } from './subscribers/subscribers.ts';
import { createTemplates } from './templates/template.ts';

/** The folder that the program stands in. */
export const PROGRAM = join(import.meta.dirname, '..');

/** The database, in DATA_DIR. */
export const DATABASE_FILE = 'site.db';

/** What is different in each process and in each test. */
export type Surroundings = { config: Config; clock: Clock; randomness: Randomness; log: Logger };

/** Every feature, built once, on one database connection of its own. */
export type Services = ReturnType<typeof createServices>;

/**
 * Opens the data folder (and makes it on the first start) and builds every feature on it.
 *
 * @throws {StartError} when the folder, the key or the database is not usable.
 */
export function createServices({ config, clock, randomness, log }: Surroundings) {
  mkdirSync(config.dataDir, { recursive: true });
  const databaseFile = join(config.dataDir, DATABASE_FILE);
  const key = readSecretKey(config.dataDir, existsSync(databaseFile));
  const hash = createKeyedHash(key);
  const connection = openDatabase(databaseFile);
  migrate(connection, join(PROGRAM, 'migrations'));

  const transaction = <Result>(work: () => Result) => inTransaction(connection, work);
  const common = { clock, randomness, hash, log, inTransaction: transaction };

  const templates = createTemplates(join(PROGRAM, 'views'));
  const fonts = createFonts(join(PROGRAM, 'assets/fonts'));
  const pictures = createPictures({
    ...common,
    store: createPictureStore(connection),
    folder: join(config.dataDir, 'uploads'),
  });
  const markdown = createMarkdown(pictures.find);
  const articles = createArticles({ ...common, store: createArticleStore(connection), pictures, markdown });
  const content = createContent({
    ...common,
    store: createContentStore(connection),
    articles,
    pictures,
    markdown,
  });
  const renderMail = createMailRenderer(templates, content.organisation, config.siteUrl);
  const domain = new URL(config.siteUrl).hostname;
  const bounceStore = createBounceStore(connection);
  const outbox = createOutbox({
    ...{ ...common, store: createOutboxStore(connection), domain },
    // Built below, since what follows is about readers.
    onRefused: (letter, answer) => bounces.letterRefused(letter, answer),
  });
  const limits = createRateLimits({ ...common, store: createRateLimitStore(connection) });
  const settings = createSettings(createSettingStore(connection));
  const accessLog = createAccessLog({
    ...{ ...common, store: createAccessLogStore(connection) },
    keepMonths: () => settings.read().logMonths,
  });
  const ledger = createLedger({ ...common, store: createLedgerStore(connection) });
  const participants = createParticipants({
    ...common,
    store: createParticipantStore(connection),
    history: createHistoryStore(connection),
    indexSource: createIndexSource(connection),
    kept: createKeptFilterStore(connection),
    doubles: createDoublesStore(connection),
    importSource: createRegisterImportSource(connection),
    personStore: createParticipantPersonStore(connection),
    // Built below, as what it needs of the register has to be there first.
    tellMerged: (goneId, keptId) => invitations.choosing.merged(goneId, keptId),
    wasErased: (details) => rights.erasing.recogniser()(details),
  });
  const staff = createStaff({
    ...{ ...common, store: createStaffStore(connection), sessionStore: createSessionStore(connection) },
    ...{ factorStore: createFactorStore(connection), keptStore: createKeptStore(connection) },
    ...{ seal: createSeal(key, randomness), limits, outbox, render: renderMail, writeLog: accessLog.write },
    ...{ siteUrl: config.siteUrl, organisationName: () => content.organisation().name },
  });
  const deliveries = createDeliveryStore(connection);
  const subscribers = createSubscribers({
    ...common,
    store: createSubscriberStore(connection),
    listStore: createSubscriberListStore(connection),
    growthStore: createGrowthStore(connection),
    importStore: createReaderImportStore(connection),
    exportStore: createSubscriberExportStore(connection),
    mailingStore: createMailingStore(connection),
    personStore: createSubscriberPersonStore(connection),
    deliveriesOf: deliveries.ofReader,
    bouncesOf: bounceStore.ofReader,
    mails: createSubscriberMails(renderMail, config.siteUrl),
    outbox,
    limits,
    proofMonths: () => settings.read().proofMonths,
    // Built below: the queue of requests is one, and some of them are decided there.
    ownData: {
      mailLink: (reader) => ownData.mailLink(reader),
      mailEntryLink: (addressKey) => rights.ownEntries.mailLink(addressKey),
      mailMove: (asked) => ownData.moves.mailMove(asked),
    },
  });
  const ownData: OwnDataVerbs = createOwnData({
    ...common,
    store: createOwnDataStore(connection),
    mails: createOwnDataMails(renderMail, config.siteUrl),
    ...{ subscribers, outbox, limits },
    proofMonths: () => settings.read().proofMonths,
    erase: (id) => rights.erasing.erase([{ list: 'subscriber', id }]),
  });
  const meetings = createMeetings({
    ...{ ...common, store: createMeetingStore(connection), domain, markdown, siteUrl: config.siteUrl },
    organiser: () => ({ name: content.organisation().name, email: addressInSender(config.mail.from) }),
    countsOf: (meetingId) => invitations.countsOf(meetingId),
    tellInvited: (meeting) => invitations.tellInvited(meeting),
  });
  const documents = createDocuments({
    ...{ ...common, store: createDocumentStore(connection) },
    folder: join(config.dataDir, 'uploads', 'documents'),
  });
  const invitationKeys = createKeys(hash);
  const invitations: Invitations = createInvitations({
    ...{ ...common, store: createInvitationStore(connection), keys: invitationKeys },
    mailingStore: createInvitationMailingStore(connection),
    figures: createFiguresStore(connection),
    mails: createInvitationMails(renderMail, config.siteUrl, meetings.calendarOf),
    ...{ meetings, participants, outbox },
    attendanceMonths: () => settings.read().attendanceMonths,
  });
  const sendingStore = createSendingStore(connection);
  const sendings: Sendings = {
    stateOf: (issueId) => sendingStateOf(sendingStore, issueId),
    printOf: sendingStore.print,
    startedAt: (issueId) => sendingStore.byId(issueId)?.startedAt ?? undefined,
  };
  const writing = createWriting({
    ...{ ...common, store: createIssueStore(connection), sendings, articles, meetings, pictures },
    ...{ render: renderMail, siteUrl: config.siteUrl, mail: config.mail },
  });
  const returnPaths = createReturnPaths(config.mail);
  const bounces: Bounces = createBounces({
    ...{ ...common, store: bounceStore, subscribers, returnPaths, domain },
    copies: { copyByKey: deliveries.byKey, lastCopies: deliveries.lastCopies },
    letters: outbox,
    configured: config.mail.bounceMailbox !== undefined,
  });
  const reading = createReading({
    ...{ ...common, store: bounceStore, bounces, config: config.mail.bounceMailbox, open: openMailbox },
    mayBeOurs: createChooser(returnPaths, domain),
  });
  const mailing = { ...common, store: sendingStore, deliveries, ...subscribers.mailing };
  const sending = createSending({
    ...mailing,
    ...{ domain, rate: config.mail.rate, issueById: writing.issues.byId, cameBack: bounces.ofIssue },
    print: writing.printing.printIssue,
    mayBeSent: (issue) => writing.checks.mayBeSent(issue, clock().toISOString()),
    readers: () => subscribers.counts().subscribed,
  });
  const lane = createLane({
    ...{ ...mailing, printOf: sending.printOf, siteUrl: config.siteUrl },
    onFailed: bounces.copyFailed,
  });

  const imports = createImports({ ...common, store: createImportStore(connection), subscribers });

  const features = {
    ...{ imports, exports: createExports({ subscribers }), config, clock, log, connection, templates },
    ...{ inTransaction: transaction, meetings, documents, markdown, randomness, content, articles },
    ...{ pictures, outbox, limits, settings, accessLog, subscribers, participants },
    ...{ ...writing, sendings, sending, lane, bounces, reading },
    ...{ invitations, invitationKeys, ledger },
    statistics: createStatistics({
      ...{ ...common, store: createStatisticsStore(connection), siteUrl: config.siteUrl },
    }),
    incidents: createIncidents({ ...common, store: createIncidentStore(connection), ledger }),
    registerExports: createRegisterExports({ participants, ledger }),
    registerImports: createRegisterImports({
      ...{ ...common, store: createRegisterImportStore(connection), participants },
      erasedOnes: () => rights.erasing.recogniser(),
    }),
    ...{ ...staff, ownData, papers: createPapers(fonts), sheets: createSheets(fonts) },
    close: () => connection.close(),
  };
  const stores = { deliveries, sendings: sendingStore };
  const rights: Rights = createRightsOverAll(features, { ...common, renderMail });
  return {
    ...features,
    rights,
    ...createOversight({ ...features, rights }, { ...common, stores, renderMail }),
  };
}
