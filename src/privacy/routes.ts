import type { Config } from '../config.ts';
import { paths } from '../paths.ts';
import type { SettingValues } from '../settings/settings.ts';
import { page } from '../web/reply.ts';
import type { Routes } from '../web/router.ts';
import * as pages from './pages.ts';

type PrivacyDeps = {
  config: Pick<Config, 'mail' | 'secure'>;
  accounts: { list: () => unknown[] };
  settings: { read: () => SettingValues };
};

/** The privacy policy, which says what the running system does. */
export function privacyRoutes(routes: Routes, { config, accounts, settings }: PrivacyDeps): void {
  routes.get(paths.privacy(), () => {
    const { provider, smtpUrl, bounceMailbox } = config.mail;
    const policy = pages.policy({
      mail: { provider, caught: smtpUrl === undefined },
      readsReturnedMail: bounceMailbox !== undefined,
      secure: config.secure,
      staffCount: accounts.list().length,
      proofMonths: settings.read().proofMonths,
      attendanceMonths: settings.read().attendanceMonths,
    });
    return page(policy);
  });
}
