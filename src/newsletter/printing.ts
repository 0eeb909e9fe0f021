import type { Article } from '../articles/article.ts';
import type { MailContent, MailRenderer } from '../mail/render.ts';
import type { Meeting } from '../meetings/meeting.ts';
import { paths } from '../paths.ts';
import { newToken, type Randomness } from '../secrets.ts';
import { longDate, time } from '../templates/format.ts';
import { preheaderOf } from './inbox.ts';
import type { Issue, PrintedIssue } from './issue.ts';
import { COLUMN, htmlForMail } from './mail-html.ts';
import { type ArticlePiece, issueMail, type MeetingPiece, type Piece, type TextPiece } from './mails.ts';
import { type ReadBlock, type ReadingDeps, readIssue } from './reading.ts';

export type PrintingDeps = ReadingDeps & { render: MailRenderer; randomness: Randomness; siteUrl: string };

/** The crop for social media is 1200×630: this is what is left of its height in the column. */
const TEASER_HEIGHT = Math.round((COLUMN * 630) / 1200);

/** Turns an issue into the mail that its readers get. */
export type Printing = ReturnType<typeof createPrinting>;

export function createPrinting(deps: PrintingDeps) {
  const { render, randomness, siteUrl } = deps;
  return {
    printIssue,
    printProof,
    preheaderOf: (issue: Issue) => preheaderOf(issue, readIssue(issue, deps)),
  };

  /** The issue as it leaves, made once for all readers. `at` is the moment that it is dated. */
  function printIssue(issue: Issue, at: string): PrintedIssue {
    const leaveMarker = `x${newToken(randomness)}x`;
    const browserLink = siteUrl + paths.archive(issue.slug);
    const { subject, html, text } = print(issue, at, browserLink, leaveMarker);
    return { subject, html, text, leaveMarker };
  }

  /** The same for those who wrote it, before it leaves: its links work already, and nobody can leave by it. */
  function printProof(issue: Issue, at: string): MailContent {
    const browserLink = siteUrl + paths.staff.issueHtml(issue.id);
    return print(issue, at, browserLink, siteUrl + paths.askToLeave());
  }

  function print(issue: Issue, at: string, browserLink: string, leaveLink: string): MailContent {
    const { introduction, blocks } = readIssue(issue, deps);
    const pieces = [textPiece(introduction), ...blocks.flatMap(pieceOf)].filter(isNotEmpty);
    const preheader = preheaderOf(issue, { introduction, blocks });
    const subject = oneLine(issue.subject);
    return render(issueMail, { subject, at, pieces }, {}, { preheader, browserLink, leaveLink });
  }

  function pieceOf(block: ReadBlock): Piece[] {
    if (block.kind === 'text') return [textPiece(block.text)];
    if (block.kind === 'meetings') {
      const meetings = block.meetings.map(meetingPiece);
      return [{ kind: 'meetings', meetings, agenda: siteUrl + paths.agenda() }];
    }
    return block.kind === 'article' ? [articlePiece(block.article)] : [];
  }

  function textPiece({ html, readable }: { html: string; readable: (siteUrl: string) => string }): TextPiece {
    return { kind: 'text', html: htmlForMail(html, siteUrl), text: readable(siteUrl) };
  }

  function meetingPiece(meeting: Meeting): MeetingPiece {
    const { slug, title, summary, placeName, town } = meeting;
    const place = [placeName, town].filter((part) => part !== '').join(', ');
    const when = `${longDate(meeting.startsAt)}, ${time(meeting.startsAt)} uur`;
    return { title, summary, place, when, link: siteUrl + paths.meeting(slug) };
  }

  function articlePiece({ slug, title, summary, picture }: Article): ArticlePiece {
    const shown = picture && {
      ...{ address: siteUrl + picture.share, alt: picture.alt },
      ...{ width: COLUMN, height: TEASER_HEIGHT },
    };
    return { kind: 'article', title, summary, link: siteUrl + paths.article(slug), picture: shown };
  }
}

function isNotEmpty(piece: Piece): boolean {
  if (piece.kind === 'text') return piece.html.trim() !== '';
  return piece.kind === 'article' || piece.meetings.length > 0;
}

/** A header is one line, whatever way its text came in. */
function oneLine(text: string): string {
  return text.replaceAll(/[\p{Cc}\p{Zl}\p{Zp}]+/gu, ' ').trim();
}
