import { paths } from '../../src/paths.ts';
import { openSite, type Site } from './site.ts';

type Note = (name: string, path: string, answer: { text: string; headers: Record<string, unknown> }) => void;

const FIREFOX = 'Mozilla/5.0 (X11; Linux x86_64; rv:140.0) Gecko/20100101 Firefox/140.0';
const IPHONE =
  'Mozilla/5.0 (iPhone; CPU iPhone OS 18_5 like Mac OS X) Version/18.5 Mobile/15E148 Safari/604.1';
const DAY = 86_400_000;

/** Goes through the figures of how often the site is looked at, and through the log, into every state. */
export async function seeEveryStatisticsPage(note: Note): Promise<void> {
  const site = await openSite();
  const paula = await site.signIn();
  const { staff } = paths;
  const see = async (name: string, path: string) => note(`figures: ${name}`, path, await paula.get(path));

  await see('nothing yet', staff.statistics());
  visitForWeeks(site);
  await see('per day', staff.statistics());
  await see('per week', staff.statisticsBy('per=week'));
  await see('per month', staff.statisticsBy('per=maand'));
  await see('earlier', staff.statisticsBy('tot=2026-02-01'));
  await see('long ago', staff.statisticsBy('tot=2020-02-01'));
  const article = paths.article('samen-voor-beter');
  await see('one article', staff.statisticsBy(`adres=${encodeURIComponent(article)}`));

  await see('the log', staff.log());
  await see('the log, nothing found', staff.logBy('wat=merged'));
  const { accessLog } = site.services;
  for (let row = 0; row < 60; row += 1) accessLog.write('x', 'participant.show', ['AAAAAAAAAAAAAAAA']);
  await see('the log, many rows', staff.logBy('wat=seen'));
  await see('the log of somebody', staff.logOf('participant', 'AAAAAAAAAAAAAAAA'));
  accessLog.write('x', 'subscriber.export', ['all-of:subscribed:45210']);
  const [everybody, one] = accessLog.newest(2);
  await see('a row of the log', staff.logEntry(String(one?.id)));
  await see('a row about too many', staff.logEntry(String(everybody?.id)));
  note('figures: the term refused', staff.settings(), await paula.post(staff.settings(), { logboek: '1' }));
}

/** Sixty days of visits up to now, more and more of them. */
export function visitForWeeks(site: Site): void {
  const now = site.clock.now().getTime();
  const pages = [paths.home(), paths.article('samen-voor-beter'), paths.newsletter(), paths.agenda(), '/weg'];
  for (let day = 59; day >= 0; day -= 1) {
    site.clock.set(new Date(now - day * DAY));
    for (let visit = 0; visit < 40 - (day % 7) * 4 - day / 4; visit += 1) {
      site.services.statistics.count({
        ...{ page: pages[(visit * visit + day) % pages.length] ?? '/', sender: `192.0.2.${visit % 20}` },
        ...{ userAgent: visit % 3 ? FIREFOX : IPHONE, objects: false, isAhead: false },
        referrer:
          visit % 4 ? undefined : `https://${['zoeken', 'www.gemeente', 'krant'][visit % 3]}.example.nl/`,
      });
    }
    site.services.statistics.write();
  }
}
