import type { Block, IssueContent } from './issue.ts';

const MONTHS = [
  'januari',
  'februari',
  'maart',
  'april',
  'mei',
  'juni',
  'juli',
  'augustus',
  'september',
  'oktober',
  'november',
  'december',
];
const MONTH = new RegExp(`\\b(${MONTHS.join('|')})\\b`, 'gi');
const MONTH_OF_NOW = new Intl.DateTimeFormat('en-CA', {
  timeZone: 'Europe/Amsterdam',
  year: 'numeric',
  month: 'numeric',
});
const NUMBERED = /\b((?:nr\.?|nummer) ?)(\d{1,4})\b/i;
const GREETING = /^[^\n]{1,60},$/;
const HEADING = /^#{1,6} [^\n]+/;
const LONGEST_CLOSING = 400;

/**
 * A new issue in the form of the last one: the same subject with the month or the number of now, the same
 * greeting, the headings without their texts, the agenda and the closing words. Its news is not news any more.
 */
export function nextIssue(last: IssueContent, now: Date): IssueContent {
  return {
    subject: movedOn(last.subject, now),
    preheader: movedOn(last.preheader, now),
    introduction: greetingOf(last.introduction),
    blocks: last.blocks.flatMap((block, index) => formOf(block, index === last.blocks.length - 1)),
  };
}

/** A line that names its month or number, with those of now; any other says something that is over. */
function movedOn(line: string, now: Date): string {
  const [year = '', month = ''] = MONTH_OF_NOW.format(now).split('-');
  const name = MONTHS[Number(month) - 1] ?? '';
  if (NUMBERED.test(line)) {
    return withMonth(
      line.replace(NUMBERED, (_, word: string, number: string) => word + (Number(number) + 1)),
      name,
      year,
    );
  }
  return line.search(MONTH) >= 0 ? withMonth(line, name, year) : '';
}

function withMonth(line: string, month: string, year: string): string {
  return line
    .replace(MONTH, (found) =>
      /^[A-Z]/.test(found) ? month.charAt(0).toUpperCase() + month.slice(1) : month,
    )
    .replace(/\b20\d\d\b/, year);
}

function greetingOf(introduction: string): string {
  const first = introduction.split(/\n\s*\n/)[0]?.trim() ?? '';
  return GREETING.test(first) ? first : '';
}

function formOf(block: Block, isLast: boolean): Block[] {
  if (block.kind === 'article') return [];
  if (block.kind === 'meetings') return [block];
  const heading = HEADING.exec(block.markdown)?.[0];
  if (heading !== undefined) return [{ kind: 'text', markdown: heading }];
  return isLast && block.markdown.length <= LONGEST_CLOSING ? [block] : [];
}
