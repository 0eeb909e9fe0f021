import type { Request } from 'express';
import type { Clock } from '../clock.ts';
import { linkExpired, linkMoved, linkUnknown } from '../own-data/pages.ts';
import { paths } from '../paths.ts';
import type { Settings } from '../settings/settings.ts';
import { blankForm, type Form } from '../web/form.ts';
import { queryText } from '../web/query.ts';
import { invalid, page, type Reply, seeOther, text } from '../web/reply.ts';
import type { Routes } from '../web/router.ts';
import { chaptersOf, inspectionJson } from './inspection.ts';
import type { DeadEntryLink, OwnEntry } from './own-entry.ts';
import { ownValues, readOwnEntry } from './own-forms.ts';
import * as pages from './own-pages.ts';
import type { Rights } from './rights.ts';

type OwnRoutesDeps = {
  rights: Rights;
  settings: Settings;
  clock: Clock;
  config: { siteUrl: string };
  content: { organisation: () => { name: string } };
};

/** What people see and change of their own entry of the register. */
export function ownEntryRoutes(routes: Routes, deps: OwnRoutesDeps): void {
  const { rights, settings, clock, config, content } = deps;
  const { ownEntries, gathering } = rights;

  routes.cached(paths.entryForgotten(), () => page(pages.forgotten({})));

  routes.personal(paths.ownEntry(':token'), (request) =>
    behindLink(request, (token, own) =>
      page(shown(token, own, blankForm(ownValues(own.entry)), DONE.get(queryText(request, 'gedaan')))),
    ),
  );

  routes.personal(paths.ownEntryFile(':token'), (request) =>
    behindLink(request, (_token, own) => {
      const json = inspectionJson(gathered(own), about());
      const disposition = 'attachment; filename="mijn-gegevens.json"';
      return text('application/json; charset=utf-8', json, { 'Content-Disposition': disposition });
    }),
  );

  routes.post(paths.ownEntry(':token'), (request, body) =>
    behindLink(request, (token, own) => {
      const read = readOwnEntry(own.entry, body, clock().toISOString().slice(0, 10));
      if (!read.ok) return invalid(shown(token, own, read.form));
      ownEntries.correct(own, read.value);
      return seeOther(paths.ownEntryAfter(token, 'verbeterd'));
    }),
  );

  routes.post(paths.noInvitations(':token'), (request, body) =>
    behindLink(request, (token, own) => {
      const again = body.wel === 'ja';
      if (again) ownEntries.invitationsAgain(own);
      else ownEntries.noInvitations(own);
      return seeOther(paths.ownEntryAfter(token, again ? 'wel' : 'geen'));
    }),
  );

  routes.personal(paths.forgetOwnEntry(':token'), (request) =>
    behindLink(request, (token) => {
      const { backupMonths, logMonths } = settings.read();
      return page(pages.forget({ token, backupMonths, logMonths }));
    }),
  );

  routes.post(paths.forgetOwnEntry(':token'), (request) =>
    behindLink(request, (_token, own) => {
      ownEntries.forget(own);
      return seeOther(paths.entryForgotten());
    }),
  );

  function behindLink(request: Request, answer: (token: string, own: OwnEntry) => Reply): Reply {
    const token = String(request.params.token);
    const own = ownEntries.open(token);
    return typeof own === 'string' ? deadLink(own) : answer(token, own);
  }

  function gathered({ entry }: OwnEntry) {
    return gathering.gather([{ list: 'participant', id: entry.id }]);
  }

  function shown(token: string, own: OwnEntry, form: Form, done?: pages.Done) {
    const { entry, expiresAt } = own;
    const chapters = chaptersOf(gathered(own), about()).filter(({ lines }) => lines.length > 0);
    return pages.show({
      ...{ token, expiresAt, form, done },
      chapters: chapters.map(({ title, about: says, lines }) => ({ title, about: says, lines })),
      objected: entry.objectedAt !== '',
    });
  }

  function about() {
    const { name: organisation } = content.organisation();
    return { organisation, siteUrl: config.siteUrl, madeAt: clock().toISOString() };
  }
}

const DONE = new Map<string, pages.Done>([
  ['verbeterd', 'corrected'],
  ['geen', 'no-invitations'],
  ['wel', 'invitations-again'],
]);

function deadLink(why: DeadEntryLink): Reply {
  if (why === 'unknown') return page(linkUnknown({}), 404);
  if (why === 'shared') return page(pages.shared({}), 410);
  return page(why === 'expired' ? linkExpired({}) : linkMoved({}), 410);
}
