import { paths } from '../paths.ts';
import { blankForm, type Form, withError } from '../web/form.ts';
import { invalid, page, type Reply, seeOther, text } from '../web/reply.ts';
import type { StaffRoutes, Visit } from '../web/staff-routes.ts';
import { appForm, codeProblemText, PASSKEY_NOT_ADDED, passkeyForm } from './forms.ts';
import * as pages from './pages.ts';
import { qrPath } from './qr-code.ts';
import { returnPath } from './return-path.ts';
import type { SecondFactors } from './second-factors.ts';
import type { SigningIn } from './signing-in.ts';

const FRESH = { fresh: true };

/** The app, the passkeys and the recovery codes of who is signed in. */
export function factorRoutes(
  staff: StaffRoutes,
  { factors, signingIn }: { factors: SecondFactors; signingIn: SigningIn },
): void {
  staff.get(paths.staff.secondFactor(), 'nobody', (visit) =>
    page(secondFactorPage(visit, blankForm({ naar: wanted(visit.request.query.naar) }))),
  );

  // The secret stands in the page, and comes back with the first code: until then nothing is kept.
  staff.get(
    paths.staff.app(),
    'nobody',
    (visit) => page(appPage(visit, factors.newApp(visit), blankForm(), wanted(visit.request.query.naar))),
    FRESH,
  );

  staff.own(
    paths.staff.app(),
    async (visit) => {
      const { geheim: secret, code, naar } = appForm.parse(visit.body);
      if (!factors.isAppSecret(secret)) return seeOther(paths.staff.app());
      const outcome = await factors.addApp(visit, secret, code);
      if (outcome === 'added') return afterAdding(visit, naar);
      const form = withError({}, 'code', codeProblemText(outcome));
      return invalid(appPage(visit, factors.newApp(visit, secret), form, wanted(naar)));
    },
    FRESH,
  );

  staff.post(
    paths.staff.removeApp(),
    'nobody',
    (visit) => seeOther(paths.staff.account(), { kind: `factor-${factors.removeApp(visit)}` }),
    FRESH,
  );

  staff.own(paths.staff.askNewPasskey(), async (visit) => json(await factors.askToAddPasskey(visit.staff)));

  staff.own(
    paths.staff.passkeys(),
    async (visit) => {
      const { passkey, naar } = passkeyForm.parse(visit.body);
      const userAgent = visit.request.headers['user-agent'] ?? '';
      const outcome = await factors.addPasskey(visit, userAgent, passkey);
      if (outcome === 'added') return afterAdding(visit, naar);
      return invalid(secondFactorPage(visit, withError({ naar: wanted(naar) }, '', PASSKEY_NOT_ADDED)));
    },
    FRESH,
  );

  staff.post(
    paths.staff.removePasskey(':id'),
    'nobody',
    (visit) => {
      const outcome = factors.removePasskey(visit, String(visit.request.params.id));
      return seeOther(paths.staff.account(), { kind: `factor-${outcome}` });
    },
    FRESH,
  );

  // What a passkey of who is signed in is asked, where it has to show that it is still them.
  staff.own(paths.staff.askOwnPasskey(), async ({ staff: { id } }) => {
    const asked = await signingIn.askPasskey(id, id);
    return asked.kind === 'asked' ? json(asked.options) : undefined;
  });

  staff.get(paths.staff.recoveryCodes(), 'nobody', (visit) => {
    const { codesLeft: left } = factors.of(visit.staff.id);
    const naar = wanted(visit.request.query.naar);
    return page(pages.recoveryCodes({ codes: factors.newCodes(visit), left, naar, name: visit.staff.name }));
  });

  staff.post(
    paths.staff.recoveryCodes(),
    'nobody',
    (visit) => {
      factors.renewCodes(visit);
      return seeOther(paths.staff.recoveryCodes());
    },
    FRESH,
  );

  staff.post(paths.staff.recoveryCodesKept(), 'nobody', (visit) => {
    factors.codesSeen(visit);
    return seeOther(wanted(visit.body.naar) || paths.staff.account(), { kind: 'second-factor-ready' });
  });

  /** To the codes where there are new ones, else back to what was wanted. */
  function afterAdding(visit: Visit, naar: string): Reply {
    const back = wanted(naar);
    if (factors.newCodes(visit) !== undefined) {
      const next = back === '' ? '' : `?naar=${encodeURIComponent(back)}`;
      return seeOther(paths.staff.recoveryCodes() + next);
    }
    return seeOther(back || paths.staff.account(), { kind: 'factor-added' });
  }

  function secondFactorPage({ staff: { id } }: Visit, form: Form) {
    return pages.secondFactor({ form, naar: form.values.naar ?? '', has: factors.has(id) });
  }

  function appPage(
    { staff: { id } }: Visit,
    { secret, address }: { secret: string; address: string },
    form: Form,
    naar: string,
  ) {
    const replaces = factors.of(id).appSince !== undefined;
    return pages.app({ form, secret, qr: qrPath(address), naar, replaces });
  }
}

/** The page that somebody was on their way to; empty where that is none of ours. */
function wanted(naar: unknown): string {
  return typeof naar === 'string' && naar !== '' ? returnPath(naar) : '';
}

function json(value: object): Reply {
  return text('application/json; charset=utf-8', JSON.stringify(value));
}
