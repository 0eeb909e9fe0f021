import type { Request } from 'express';
import type { Clock } from '../clock.ts';
import type { Config } from '../config.ts';
import { paths } from '../paths.ts';
import type { RateLimits } from '../rate-limits/rate-limits.ts';
import { tooMany } from '../web/errors.ts';
import { blankForm, type Form, readForm, withError } from '../web/form.ts';
import { isRobot, limitSender } from '../web/public-form.ts';
import { queryText } from '../web/query.ts';
import { invalid, page, type Reply, seeOther, text } from '../web/reply.ts';
import type { Routes } from '../web/router.ts';
import { copyAsCsv, copyAsJson } from './copy.ts';
import { addressForm, askForm, nameForm, SAME_ADDRESS } from './forms.ts';
import { moveRoutes } from './move-routes.ts';
import type { DeadLink, OwnData, OwnDataVerbs } from './own-data.ts';
import * as pages from './pages.ts';
import { bounceInWords, deliveryInWords, eventInWords, markOf, stateInWords } from './words.ts';

type OwnDataRoutesDeps = {
  ownData: OwnDataVerbs;
  limits: RateLimits;
  clock: Clock;
  config: Pick<Config, 'siteUrl'>;
  content: { organisation: () => { name: string } };
};

/** What readers see and change of themselves. */
export function ownDataRoutes(
  routes: Routes,
  { ownData, limits, clock, config, content }: OwnDataRoutesDeps,
): void {
  routes.cached(paths.ownData(), () => page(pages.ask({ form: blankForm() })));

  routes.post(paths.ownData(), (request, body) => {
    limitSender(limits, request);
    const form = readForm(askForm, body);
    if (!form.ok) return invalid(pages.ask({ form: form.form }));
    if (!isRobot(body)) ownData.request(form.value.email, paths.ownData());
    return seeOther(paths.askedForOwnData());
  });

  routes.cached(paths.askedForOwnData(), () => page(pages.asked({})));
  routes.cached(paths.forgotten(), () => page(pages.forgotten({})));
  moveRoutes(routes, { ownData });

  routes.personal(paths.ownDataOf(':token'), (request) =>
    behindLink(request, (token, own) => {
      const done = DONE.get(queryText(request, 'gedaan'));
      return page(pages.show({ ...shown(token, own), done }));
    }),
  );

  routes.personal(paths.ownDataFile(':token', 'json'), (request) =>
    behindLink(request, (_token, own) =>
      text('application/json; charset=utf-8', copyAsJson(own, about()), download('json')),
    ),
  );

  routes.personal(paths.ownDataFile(':token', 'csv'), (request) =>
    behindLink(request, (_token, own) =>
      text('text/csv; charset=utf-8', copyAsCsv(own, about()), download('csv')),
    ),
  );

  routes.post(paths.correctOwnName(':token'), (request, body) =>
    behindLink(request, (token, own) => {
      const form = readForm(nameForm, body);
      if (!form.ok) return refused(token, own, { nameForm: form.form });
      ownData.correctName(own, form.value.naam);
      return seeOther(paths.ownDataAfter(token, 'naam'));
    }),
  );

  routes.post(paths.moveToAddress(':token'), (request, body) =>
    behindLink(request, (token, own) => {
      limitSender(limits, request);
      const form = readForm(addressForm, body);
      if (!form.ok) return refused(token, own, { addressForm: form.form });
      const outcome = ownData.moves.request(own.reader, form.value.email);
      if (outcome === 'same-address') {
        return refused(token, own, { addressForm: withError(body, 'email', SAME_ADDRESS) });
      }
      if (typeof outcome === 'object') throw tooMany(outcome.seconds);
      return seeOther(outcome === 'requested' ? paths.ownDataAfter(token, 'adres') : paths.ownDataOf(token));
    }),
  );

  routes.post(paths.leaveFromOwnData(':token'), (request) =>
    behindLink(request, (token, own) => {
      const undoToken = ownData.leave(own);
      return seeOther(undoToken === undefined ? paths.ownDataOf(token) : paths.left(undoToken));
    }),
  );

  routes.personal(paths.forgetOwnData(':token'), (request) =>
    behindLink(request, (token, { reader }) =>
      page(pages.forget({ token, address: reader.address, subscribed: reader.state === 'subscribed' })),
    ),
  );

  routes.post(paths.forgetOwnData(':token'), (request) =>
    behindLink(request, (_token, own) => {
      ownData.forget(own);
      return seeOther(paths.forgotten());
    }),
  );

  function behindLink(request: Request, answer: (token: string, own: OwnData) => Reply): Reply {
    const token = String(request.params.token);
    const own = ownData.open(token);
    return typeof own === 'string' ? deadLink(own) : answer(token, own);
  }

  function about() {
    const { name: organisation } = content.organisation();
    return { organisation, siteUrl: config.siteUrl, madeAt: clock().toISOString() };
  }
}

const DONE = new Map<string, 'name' | 'address'>([
  ['naam', 'name'],
  ['adres', 'address'],
]);

function deadLink(why: DeadLink): Reply {
  if (why === 'unknown') return page(pages.linkUnknown({}), 404);
  return page(why === 'expired' ? pages.linkExpired({}) : pages.linkMoved({}), 410);
}

function refused(token: string, own: OwnData, forms: { nameForm?: Form; addressForm?: Form }): Reply {
  const failed = forms.nameForm ?? forms.addressForm ?? blankForm();
  return invalid(pages.show({ ...shown(token, own), ...forms, failed }));
}

function shown(token: string, own: OwnData): pages.OwnDataPage {
  const { reader, story, moves, keptUntil, proofMonths, expiresAt } = own;
  return {
    ...{ token, expiresAt, keptUntil, proofMonths },
    ...{ address: reader.address, name: reader.name, state: reader.state },
    stateInWords: stateInWords(reader.state),
    since: reader.changedAt,
    knownSince: reader.createdAt,
    steps: [
      ...story.events.map((event) => ({
        ...{ at: event.at, text: eventInWords(event), code: markOf(event) },
        quote: event.wording ?? undefined,
      })),
      ...story.openRequests.map(({ requestedAt, form, messageId }) => ({
        at: requestedAt,
        text: `U vroeg de nieuwsbrief aan op de pagina ${form}. Wij stuurden u de mail om te bevestigen.`,
        code: messageId,
      })),
    ],
    deliveries: story.deliveries?.map((delivery) => ({
      ...{ at: delivery.at, text: delivery.subject, code: deliveryInWords(delivery) },
    })),
    bounces: story.bounces.map((bounce) => ({ at: bounce.at, text: bounceInWords(bounce) })),
    moves: moves.filter(({ state }) => state !== 'confirmed'),
    done: undefined,
    failed: blankForm(),
    nameForm: blankForm({ naam: reader.name }),
    addressForm: blankForm(),
  };
}

function download(format: 'json' | 'csv'): Record<string, string> {
  return { 'Content-Disposition': `attachment; filename="mijn-gegevens.${format}"` };
}
