const MONTHS = ['jan', 'feb', 'mrt', 'apr', 'mei', 'jun', 'jul', 'aug', 'sep', 'okt', 'nov', 'dec'];
const DAYS = [31, 28, 31, 30, 31, 30, 31, 31, 30, 31, 30, 31];
/** Other spellings of the first letters. */
const ALSO: Record<string, string> = { maa: 'mrt', mar: 'mrt', may: 'mei', oct: 'okt' };

/** What may stand behind a day: a time, which is not kept. */
const TIME = String.raw`(?:[T ,]+\d{1,2}[:.]\d{2}.*)?`;
const YEAR_FIRST = new RegExp(String.raw`^(\d{4})[-/.](\d{1,2})[-/.](\d{1,2})${TIME}$`);
const YEAR_LAST = new RegExp(String.raw`^(\d{1,2})[-/. ](\d{1,2})[-/. ](\d{4}|\d{2})${TIME}$`);
const IN_WORDS = new RegExp(
  String.raw`^(?:\p{L}{2,9}\.?,? )?(\d{1,2})[- ](\p{L}{3,9})\.?[- ](\d{4})${TIME}$`,
  'u',
);

/** A day as it stands in a list: `2019-03-04`; undefined for what is no day. `monthFirst`: 3/4/2019 is 4 March. */
export function readDate(text: string, monthFirst: boolean): string | undefined {
  const typed = text.trim().replaceAll(/\s+/g, ' ');
  const iso = YEAR_FIRST.exec(typed);
  if (iso !== null) return day(iso[1], iso[2], iso[3]);
  const numbers = YEAR_LAST.exec(typed);
  if (numbers !== null) {
    const [, one, other, year = ''] = numbers;
    const whole = year.length === 2 ? `20${year}` : year;
    return monthFirst ? day(whole, one, other) : day(whole, other, one);
  }
  const words = IN_WORDS.exec(typed);
  return words === null ? undefined : day(words[3], monthNumber(words[2] ?? ''), words[1]);
}

/** Whether a text reads as a day, and which order of day and month it rules out. */
export function looksLikeDate(text: string): { date: boolean; dayFirst: boolean; monthFirst: boolean } {
  const [dayFirst, monthFirst] = [readDate(text, false), readDate(text, true)];
  return {
    date: dayFirst !== undefined || monthFirst !== undefined,
    dayFirst: monthFirst === undefined && dayFirst !== undefined,
    monthFirst: dayFirst === undefined && monthFirst !== undefined,
  };
}

function monthNumber(name: string): string {
  const start = name.slice(0, 3).toLowerCase();
  return String(MONTHS.indexOf(ALSO[start] ?? start) + 1);
}

function day(year = '', month = '', date = ''): string | undefined {
  const [number, last] = [Number(date), lastDayOf(Number(year), Number(month))];
  if (number < 1 || number > last) return undefined;
  return `${year}-${month.padStart(2, '0')}-${date.padStart(2, '0')}`;
}

/** How many days a month has; none for what is no month. */
function lastDayOf(year: number, month: number): number {
  if (month === 2) return (year % 4 === 0 && year % 100 !== 0) || year % 400 === 0 ? 29 : 28;
  return DAYS[month - 1] ?? 0;
}
