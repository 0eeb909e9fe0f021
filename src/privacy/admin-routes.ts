import type { Clock } from '../clock.ts';
import type { Config } from '../config.ts';
import type { Ledger } from '../ledger/ledger.ts';
import { paths } from '../paths.ts';
import type { Papers } from '../pdf/paper.ts';
import type { KindId } from '../retention/kinds.ts';
import type { Retention } from '../retention/retention.ts';
import type { SetTerms } from '../retention/telling.ts';
import { KIND_WORDS } from '../retention/words.ts';
import type { Organisation } from '../templates/organisation.ts';
import { page, seeOther, text } from '../web/reply.ts';
import type { StaffRoutes } from '../web/staff-routes.ts';
import { type ToldBreach, tellBreach, tellLostList } from './breach-words.ts';
import type { Breaches } from './breaches.ts';
import * as pages from './pages.ts';
import { breachesPaper, processingPaper } from './papers.ts';
import { type ProcessingRecord, processingRecord } from './processing.ts';
import type { Promises } from './promises.ts';
import { tellPromise } from './routes.ts';

type PrivacyAdminDeps = {
  promises: Promises;
  retention: Retention;
  staying: { proposed: () => number };
  breaches: Breaches;
  ledger: Ledger;
  accounts: { count: () => number };
  settings: { read: () => SetTerms };
  config: Config;
  content: { organisation: () => Organisation };
  papers: Papers;
  clock: Clock;
};

/** What staff have to show of how they deal with data: the promises, the record of processing, the breaches. */
export function privacyAdminRoutes(staff: StaffRoutes, deps: PrivacyAdminDeps): void {
  const { promises, retention, breaches, ledger, content, papers, clock } = deps;

  staff.get(paths.staff.promises(), 'nobody', () => {
    const told = promises.all().map((promise) => ({
      ...tellPromise(promise),
      wrong: (promise.check?.wrong ?? []).map((what) => nameOfWrong(promise.id, what)),
    }));
    const coming = retention.coming().reduce((sum, { count }) => sum + count, 0);
    const open = toldBreaches().filter(({ reported }) => !reported).length;
    return page(pages.overview({ promises: told, coming, silent: deps.staying.proposed(), breaches: open }));
  });

  staff.post(paths.staff.checkPromises(), 'nobody', () => {
    promises.ask();
    return seeOther(paths.staff.promises(), { kind: 'promises-asked' });
  });

  staff.get(paths.staff.processing(), 'nobody', () => page(pages.processing({ record: record() })));

  staff.get(paths.staff.processingPaper(), 'nobody', () =>
    pdf('verwerkingsregister', processingPaper(papers, record(), paperFacts())),
  );

  staff.get(paths.staff.breaches(), 'nobody', () => page(pages.breaches({ breaches: toldBreaches() })));

  staff.get(paths.staff.breachesPaper(), 'nobody', () =>
    pdf('datalekken', breachesPaper(papers, toldBreaches(), paperFacts())),
  );

  function record(): ProcessingRecord {
    const { provider, smtpUrl } = deps.config.mail;
    const { postAddress, ...organisation } = content.organisation();
    return processingRecord({
      organisation: { ...organisation, address: postAddress },
      provider:
        smtpUrl === undefined ? undefined : (provider ?? 'een bedrijf waarvan de naam niet is ingevuld'),
      staffCount: deps.accounts.count(),
      set: deps.settings.read(),
      promises: promises.all().map(({ id }) => id),
    });
  }

  /** Those that were written down here, and the lists that were lost. */
  function toldBreaches(): ToldBreach[] {
    const lost = breaches.lostLists().flatMap((incident) => {
      const file = ledger.byId(incident.ledgerId);
      return file ? [tellLostList(incident, file)] : [];
    });
    return [...breaches.all().map(tellBreach), ...lost].sort((one, other) =>
      other.noticedAt.localeCompare(one.noticedAt),
    );
  }

  function paperFacts() {
    return { organisation: content.organisation().name, madeAt: clock().toISOString() };
  }
}

/** What is not as promised, as staff know it. */
function nameOfWrong(promise: string, what: string): string {
  return promise === 'terms' ? KIND_WORDS[what as KindId].name : what;
}

function pdf(name: string, body: Buffer) {
  return text('application/pdf', body, { 'Content-Disposition': `attachment; filename="${name}.pdf"` });
}
