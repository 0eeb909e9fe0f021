import type { Clock } from '../clock.ts';
import { byStaff } from '../participants/history.ts';
import { paths } from '../paths.ts';
import type { Papers } from '../pdf/paper.ts';
import type { Settings } from '../settings/settings.ts';
import { blankForm } from '../web/form.ts';
import { page, seeOther, text } from '../web/reply.ts';
import type { PersonReply, StaffRoutes, Visit } from '../web/staff-routes.ts';
import { emailsOf, shownPerson } from './admin-routes.ts';
import { inspectionJson, inspectionPaper } from './inspection.ts';
import * as pages from './pages.ts';
import type { Listed, RightsRequest } from './request.ts';
import type { Rights } from './rights.ts';

type AnswerRoutesDeps = {
  rights: Rights;
  settings: Settings;
  papers: Papers;
  clock: Clock;
  config: { siteUrl: string };
  content: { organisation: () => { name: string } };
};

const FRESH = { fresh: true };

/** What is done for somebody who asks: gathering, restricting, stopping, erasing. */
export function rightsAnswerRoutes(staff: StaffRoutes, deps: AnswerRoutesDeps): void {
  const { rights, settings, papers, clock, config, content } = deps;
  const { requests, finding, gathering, leavingAlone } = rights;

  staff.get(
    paths.staff.gathered(':id', 'pdf'),
    'participant.gather',
    (visit) =>
      forPeople(visit, 'gather', (_request, people) => {
        const about = aboutNow();
        return text('application/pdf', inspectionPaper(papers, gathering.gather(people), about), file('pdf'));
      }),
    FRESH,
  );

  staff.get(
    paths.staff.gathered(':id', 'json'),
    'participant.gather',
    (visit) =>
      forPeople(visit, 'gather', (_request, people) => {
        const json = inspectionJson(gathering.gather(people), aboutNow());
        return text('application/json; charset=utf-8', json, file('json'));
      }),
    FRESH,
  );

  for (const [path, verb, work, kind] of [
    [paths.staff.restrict(':id'), 'restrict', leavingAlone.restrict, 'request-restricted'],
    [paths.staff.liftRestriction(':id'), 'restrict', leavingAlone.liftRestriction, 'request-unrestricted'],
  ] as const) {
    staff.post(path, 'participant.restrict', (visit) =>
      forPeople(visit, verb, ({ id }, people) => {
        work(people, byStaff(visit.staff.id));
        return seeOther(paths.staff.request(id), { kind });
      }),
    );
  }

  for (const [path, work, kind] of [
    [paths.staff.object(':id'), leavingAlone.object, 'request-objected'],
    [paths.staff.withdrawObjection(':id'), leavingAlone.withdrawObjection, 'request-objects-no-more'],
  ] as const) {
    staff.post(path, 'participant.object', (visit) =>
      forPeople(visit, 'object', ({ id }, people) => {
        work(people, byStaff(visit.staff.id));
        return seeOther(paths.staff.request(id), { kind });
      }),
    );
  }

  staff.get(paths.staff.erase(':id'), 'participant.request', (visit) =>
    forPeople(visit, 'request', ({ id }, people) => {
      const found = finding.describe(people);
      const { backupMonths, logMonths } = settings.read();
      return page(
        pages.erase({
          ...{ id, backupMonths, logMonths, form: blankForm() },
          people: found.map((one) => shownPerson(one, false)),
          emails: emailsOf(found),
        }),
      );
    }),
  );

  staff.post(
    paths.staff.erase(':id'),
    'participant.erase',
    (visit) =>
      forPeople(visit, 'erase', ({ id }, people) => {
        rights.eraseAndConfirm(people, visit.body.mail);
        requests.close(id, 'done', '');
        return seeOther(paths.staff.request(id), { kind: 'request-erased' });
      }),
    FRESH,
  );

  /** Does something for those who were chosen. Where nobody is, staff are led to choosing. */
  function forPeople(
    visit: Visit,
    verb: string,
    work: (request: RightsRequest, people: Listed[]) => PersonReply['reply'],
  ): PersonReply | undefined {
    const request = requests.byId(String(visit.request.params.id));
    if (request === undefined) return undefined;
    const askers = requests.askersOf(request.id);
    const people = askers.filter(({ chosen }) => chosen).map(({ list, id }) => ({ list, id }));
    if (people.length === 0) {
      return { reply: seeOther(paths.staff.requestPeople(request.id)), persons: [] };
    }
    return rights.logged(visit.staff.id, verb, work(request, people), people);
  }

  function aboutNow() {
    const { name: organisation } = content.organisation();
    return { organisation, siteUrl: config.siteUrl, madeAt: clock().toISOString() };
  }

  function file(ending: 'pdf' | 'json'): Record<string, string> {
    const name = `gegevens-${clock().toISOString().slice(0, 10)}.${ending}`;
    return { 'Content-Disposition': `attachment; filename="${name}"` };
  }
}
