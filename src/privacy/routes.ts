import type { Config } from '../config.ts';
import { paths } from '../paths.ts';
import { GROUPS } from '../retention/kinds.ts';
import { type SetTerms, tellKinds } from '../retention/telling.ts';
import { page } from '../web/reply.ts';
import type { Routes } from '../web/router.ts';
import * as pages from './pages.ts';
import { PROMISE_WORDS } from './promise-words.ts';
import type { Promises, ShownPromise } from './promises.ts';
import { toldFields } from './register-fields.ts';

type PrivacyDeps = {
  config: Pick<Config, 'mail' | 'secure'>;
  accounts: { count: () => number };
  settings: { read: () => SetTerms };
  promises: Promises;
};

/** The privacy policy, which says what the running system does. */
export function privacyRoutes(routes: Routes, { config, accounts, settings, promises }: PrivacyDeps): void {
  routes.get(paths.privacy(), () => {
    const { provider, smtpUrl, bounceMailbox } = config.mail;
    const set = settings.read();
    const policy = pages.policy({
      mail: { provider, caught: smtpUrl === undefined },
      readsReturnedMail: bounceMailbox !== undefined,
      secure: config.secure,
      staffCount: accounts.count(),
      fields: toldFields(),
      kinds: Object.fromEntries(
        GROUPS.map((group) => [group, tellKinds(set, group)]),
      ) as pages.PrivacyData['kinds'],
      noCookiesProvenAt: promises.provenAt('cookies'),
      promises: promises.all().map(tellPromise),
    });
    return page(policy);
  });
}

/** A promise with its words. */
export function tellPromise({ id, check }: ShownPromise): pages.ToldPromise {
  return { ...PROMISE_WORDS[id], id, check };
}
