import { join } from 'node:path';
import express, { type Express, type Request } from 'express';
import { accessLogRoutes } from './access-log/admin-routes.ts';
import { articleRoutes } from './articles/routes.ts';
import { bounceAdminRoutes } from './bounces/admin-routes.ts';
import { exportAdminRoutes } from './exports/admin-routes.ts';
import { importAdminRoutes } from './imports/admin-routes.ts';
import { invitationAdminRoutes } from './invitations/admin-routes.ts';
import { chooseRoutes } from './invitations/choose-routes.ts';
import { doorRoutes } from './invitations/door-routes.ts';
import { invitationMailRoutes } from './invitations/mailing-routes.ts';
import { invitationPaperRoutes } from './invitations/paper-routes.ts';
import { invitationRoutes } from './invitations/routes.ts';
import { ledgerRoutes } from './ledger/admin-routes.ts';
import { mailboxRoutes } from './mailbox/routes.ts';
import { meetingAdminRoutes } from './meetings/admin-routes.ts';
import { meetingRoutes } from './meetings/routes.ts';
import { writingRoutes } from './newsletter/admin-routes.ts';
import { pickRoutes } from './newsletter/pick-routes.ts';
import { previewRoutes } from './newsletter/preview-routes.ts';
import { archiveRoutes } from './newsletter/routes.ts';
import { sendingRoutes } from './newsletter/sending-routes.ts';
import { ownDataRoutes } from './own-data/routes.ts';
import { participantAdminRoutes } from './participants/admin-routes.ts';
import { participantDoublesRoutes } from './participants/doubles-routes.ts';
import { participantListRoutes } from './participants/list-routes.ts';
import { participantUndoRoutes } from './participants/undo-routes.ts';
import { pictureRoutes } from './pictures/routes.ts';
import { privacyAdminRoutes } from './privacy/admin-routes.ts';
import { breachRoutes } from './privacy/breach-routes.ts';
import { privacyRoutes } from './privacy/routes.ts';
import { registerExportRoutes } from './register-exports/admin-routes.ts';
import { registerImportRoutes } from './register-imports/admin-routes.ts';
import { retentionAdminRoutes } from './retention/admin-routes.ts';
import { rightsRoutes } from './rights/admin-routes.ts';
import { rightsAnswerRoutes } from './rights/answer-routes.ts';
import { ownEntryRoutes } from './rights/own-routes.ts';
import { PROGRAM, type Services } from './services.ts';
import { settingsAdminRoutes } from './settings/admin-routes.ts';
import { siteRoutes } from './site/routes.ts';
import { confirm } from './staff/pages.ts';
import { staffRoutes } from './staff/routes.ts';
import { statisticsRoutes } from './statistics/admin-routes.ts';
import { stayingAdminRoutes } from './staying/admin-routes.ts';
import { stayingRoutes } from './staying/routes.ts';
import { subscriberAdminRoutes } from './subscribers/admin-routes.ts';
import { subscriberRoutes } from './subscribers/routes.ts';
import { createAssets } from './web/assets.ts';
import { createCookie } from './web/cookies.ts';
import { createErrorHandler, HttpError } from './web/errors.ts';
import { createPageCache } from './web/page-cache.ts';
import { pageViewOf } from './web/page-view.ts';
import { requestLog } from './web/request-log.ts';
import { createRoutes, sendReply, type Web } from './web/router.ts';
import { securityHeaders } from './web/security-headers.ts';
import { createStaffRoutes } from './web/staff-routes.ts';
import { createRenderer } from './web/view.ts';

/** The whole site as one express application. `wake` tells the worker that there may be something to do. */
export function createApp(services: Services, wake: () => void = () => {}): Express {
  const { config, log, content } = services;
  const assets = createAssets(join(PROGRAM, 'public'));
  const web: Web = {
    renderer: createRenderer(services.templates, assets.address),
    cache: createPageCache(content.version),
    wake,
    viewed: (request) => services.statistics.count(pageViewOf(request)),
    frame: (request: Request, staff, notice) => ({
      // Asked for only by layouts that show it: the page for a failure has to do without.
      get organisation() {
        return content.organisation();
      },
      siteUrl: config.siteUrl,
      path: request.path,
      staff,
      notice,
    }),
  };

  const app = express();
  app.disable('x-powered-by');
  app.disable('etag');
  app.set('query parser', 'simple');
  app.set('trust proxy', config.trustProxy);

  app.use(requestLog(log));
  app.use(securityHeaders(config.secure));
  app.use(assets.serve);

  const routes = createRoutes(web);
  siteRoutes(routes, services);
  articleRoutes(routes, services);
  pictureRoutes(routes, services);
  subscriberRoutes(routes, services);
  archiveRoutes(routes, services);
  meetingRoutes(routes, services);
  invitationRoutes(routes, services);
  ownEntryRoutes(routes, services);
  ownDataRoutes(routes, services);
  stayingRoutes(routes, services);
  privacyRoutes(routes, services);
  if (config.mail.smtpUrl === undefined && !config.production) mailboxRoutes(routes, services);
  app.use(routes.router);

  const cookie = createCookie('beheer', config.secure);
  const staff = createStaffRoutes({
    web,
    cookie,
    siteUrl: config.siteUrl,
    signedIn: services.sessions.signedIn,
    ownerOfOver: services.sessions.ownerOfOver,
    keepText: services.keptTexts.keep,
    keptText: services.keptTexts.find,
    dropText: services.keptTexts.drop,
    prove: services.signingIn.prove,
    confirmPage: confirm,
    takeNotice: services.sessions.takeNotice,
    leaveNotice: services.sessions.leaveNotice,
    writeLog: services.accessLog.write,
    inTransaction: services.inTransaction,
  });
  staffRoutes(staff, services);
  importAdminRoutes(staff, services);
  exportAdminRoutes(staff, services);
  subscriberAdminRoutes(staff, services);
  writingRoutes(staff, services);
  pickRoutes(staff, services);
  previewRoutes(staff, services);
  sendingRoutes(staff, services);
  bounceAdminRoutes(staff, services);
  meetingAdminRoutes(staff, services);
  invitationAdminRoutes(staff, services);
  chooseRoutes(staff, services);
  invitationMailRoutes(staff, services);
  invitationPaperRoutes(staff, services);
  doorRoutes(staff, services);
  ledgerRoutes(staff, services);
  registerExportRoutes(staff, services);
  registerImportRoutes(staff, services);
  stayingAdminRoutes(staff, services);
  participantListRoutes(staff, services);
  participantDoublesRoutes(staff, services);
  participantUndoRoutes(staff, services);
  participantAdminRoutes(staff, services);
  rightsRoutes(staff, services);
  rightsAnswerRoutes(staff, services);
  retentionAdminRoutes(staff, services);
  breachRoutes(staff, services);
  privacyAdminRoutes(staff, services);
  settingsAdminRoutes(staff, services);
  statisticsRoutes(staff, services);
  accessLogRoutes(staff, services);
  app.use(staff.router);

  app.use((_request, _response, next) => next(new HttpError(404)));
  app.use(createErrorHandler(log, (request, reply) => sendReply(web, request, request.res as never, reply)));
  return app;
}
