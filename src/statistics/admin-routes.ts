import { paths } from '../paths.ts';
import { CSV_START, csvRow } from '../tables/write-csv.ts';
import { isDay } from '../templates/day.ts';
import { queryText } from '../web/query.ts';
import { page, text } from '../web/reply.ts';
import type { StaffRoutes, Visit } from '../web/staff-routes.ts';
import type { Figures, Question } from './figures.ts';
import * as pages from './pages.ts';
import type { Statistics } from './statistics.ts';
import { createTitles, DEVICE_NAMES, OTHER_HOSTS, type TitlesDeps } from './titles.ts';
import { nameOf, STEP_NAMES, STEP_WORDS, spanInWords, stepOf } from './words.ts';

const MOST_PAGES = 25;
const MOST_HOSTS = 25;

/** The files, by their names. */
const FILES = ['bezoek', 'paginas', 'herkomst', 'apparaten'] as const;
type FileKind = (typeof FILES)[number];

/** How often the site is looked at, as plots, tables and files. Nobody is in it. */
export function statisticsRoutes(
  staff: StaffRoutes,
  { statistics, ...deps }: { statistics: Statistics } & TitlesDeps,
): void {
  const { titleOf } = createTitles(deps);

  staff.get(paths.staff.statistics(), 'nobody', ({ request }) => {
    const figures = statistics.figures(questionIn(request));
    return figures && page(pages.show(shown(figures)));
  });

  for (const kind of FILES) {
    staff.get(paths.staff.statisticsFile(kind), 'nobody', ({ request }) => {
      const figures = statistics.figures(questionIn(request));
      return figures && csv(`${kind}-${figures.span.first}-${figures.span.last}`, rowsOf(kind, figures));
    });
  }

  function questionIn(request: Visit['request']): Question {
    const until = queryText(request, 'tot');
    const today = statistics.today();
    return {
      step: stepOf(queryText(request, 'per')),
      until: isDay(until) && until.startsWith('20') && until < today ? until : today,
      page: queryText(request, 'adres') || undefined,
    };
  }

  function shown(figures: Figures): pages.ShowData {
    const { question, span, periods, views, isEmpty } = figures;
    return {
      ...{ step: question.step, views, isEmpty, span: spanInWords(span), links: linksOf(figures) },
      page: question.page === undefined ? undefined : { path: question.page, title: titleOf(question.page) },
      periods: periods.map((period) => ({ ...period, name: nameOf(period, question.step) })),
      pages: figures.pages.slice(0, MOST_PAGES).map((row) => ({
        ...{ name: titleOf(row.page), about: row.page, views: row.views },
        to: linkTo({ ...question, page: row.page }),
      })),
      morePages: Math.max(0, figures.pages.length - MOST_PAGES),
      hosts: figures.hosts
        .slice(0, MOST_HOSTS)
        .map(({ host, views: count }) => line(host || OTHER_HOSTS, count)),
      devices: figures.devices.map((row) => line(DEVICE_NAMES[row.device], row.views)),
    };
  }

  function linkTo(question: Question): string {
    return paths.staff.statisticsBy(queryOf(question, statistics.today()));
  }

  function linksOf({ question, earlier, later }: Figures): pages.ShowData['links'] {
    const file = (kind: FileKind) =>
      paths.staff.statisticsFileBy(kind, queryOf(question, statistics.today()));
    return {
      steps: STEP_NAMES.map(({ step, name }) => ({ step, name, to: linkTo({ ...question, step }) })),
      earlier: earlier && linkTo({ ...question, until: earlier }),
      later: later && linkTo({ ...question, until: later }),
      all: linkTo({ ...question, page: undefined }),
      files: {
        ...{ periods: file('bezoek'), pages: file('paginas') },
        ...{ hosts: file('herkomst'), devices: file('apparaten') },
      },
    };
  }

  function rowsOf(kind: FileKind, { question, periods, ...figures }: Figures): string[][] {
    if (kind === 'paginas') {
      const rows = figures.pages.map((row) => [row.page, titleOf(row.page), String(row.views)]);
      return [['Adres', 'Pagina', 'Bekeken'], ...rows];
    }
    if (kind === 'herkomst') {
      return [
        ['Website', 'Bekeken'],
        ...figures.hosts.map((row) => [row.host || OTHER_HOSTS, String(row.views)]),
      ];
    }
    if (kind === 'apparaten') {
      return [
        ['Apparaat', 'Bekeken'],
        ...figures.devices.map((row) => [DEVICE_NAMES[row.device], String(row.views)]),
      ];
    }
    const ofOnePage = question.page !== undefined;
    const head = ['Van', 'Tot en met', 'Bekeken', STEP_WORDS[question.step].visitors];
    const rows = periods.map(({ first, last, views, visitors }) => [
      first,
      last,
      String(views),
      decimal(visitors),
    ]);
    return [head, ...rows].map((cells) => (ofOnePage ? cells.slice(0, 3) : cells));
  }
}

function line(name: string, views: number): pages.Share {
  return { name, views, about: '', to: undefined };
}

/** A question as the query of an address, without what is so anyway. */
function queryOf({ step, until, page: one }: Question, today: string): string {
  const name = STEP_WORDS[step].inAddress;
  return new URLSearchParams({
    ...(step !== 'day' && { per: name }),
    ...(until !== today && { tot: until }),
    ...(one !== undefined && { adres: one }),
  }).toString();
}

function csv(name: string, rows: string[][]) {
  const body = CSV_START + rows.map(csvRow).join('');
  const headers = { 'Content-Disposition': `attachment; filename="${name}.csv"` };
  return text('text/csv; charset=utf-8', body, headers);
}

/** As a spreadsheet in the Netherlands reads it: `12,5`. */
function decimal(value: number): string {
  return String(value).replace('.', ',');
}
