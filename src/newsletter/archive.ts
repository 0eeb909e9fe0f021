import { paths } from '../paths.ts';
import { type Html, trusted } from '../templates/html.ts';
import type { Issue, SendingState, Sendings } from './issue.ts';
import type { IssueStore } from './store.ts';

/** An issue as the archive lists it. `at` is when it was sent. */
export type ArchivedIssue = { slug: string; subject: string; preheader: string; at: string };

/** A whole issue in the archive, as it was sent, without anybody's links. */
export type ArchivedPage = ArchivedIssue & { html: Html };

export type ArchiveDeps = {
  store: Pick<IssueStore, 'newest' | 'bySlug'>;
  sendings: Sendings;
  siteUrl: string;
};

/** Readers have it from the first mail on, and their link to the archive has to work; also where it was broken off. */
const WITH_READERS = new Set<SendingState>(['sending', 'paused', 'sent', 'cancelled']);
const LISTED = new Set<SendingState>(['sending', 'paused', 'sent']);
const CONTENT = /<!--inhoud-->([\s\S]*)<!--\/inhoud-->/;
/** A tag as the mail's HTML has it: attributes always in double quotes, in which `>` may stand. */
const TAG = /<[a-z][a-z0-9]*(?:[^>"]|"[^"]*")*>/gi;

/** The issues that were sent, for everybody to read. Staff can leave one out. */
export type Archive = ReturnType<typeof createArchive>;

export function createArchive({ store, sendings, siteUrl }: ArchiveDeps) {
  return { list, find, page, newest };

  /** Every issue of the archive, the newest first. */
  function list(): ArchivedIssue[] {
    const issues = store
      .newest()
      .filter(({ id, inArchive }) => inArchive && LISTED.has(sendings.stateOf(id)));
    const sent = issues.flatMap(archived);
    return sent.sort((one, other) => (one.at < other.at ? 1 : -1));
  }

  /** An issue by its address, or undefined where there is none to be read. */
  function find(slug: string): ArchivedIssue | undefined {
    const issue = shown(slug);
    return issue && archived(issue)[0];
  }

  /** The same with its text, from what was sent, for a page of the site. */
  function page(slug: string): ArchivedPage | undefined {
    const issue = shown(slug);
    const found = issue && read(issue);
    return found && { ...found, html: withOwnPaths(found.html, siteUrl) };
  }

  /** The newest issues with their text, to be read elsewhere. */
  function newest(most: number): ArchivedPage[] {
    return list()
      .slice(0, most)
      .flatMap(({ slug }) => {
        const issue = shown(slug);
        return (issue && read(issue)) ?? [];
      });
  }

  function read(issue: Issue): ArchivedPage | undefined {
    const print = sendings.printOf(issue.id);
    const [found] = archived(issue);
    if (print === undefined || found === undefined) return undefined;
    const html = contentOf(print.html).replaceAll(print.leaveMarker, siteUrl + paths.newsletter());
    return { ...found, subject: print.subject, html: trusted(html) };
  }

  function shown(slug: string): Issue | undefined {
    const issue = store.bySlug(slug);
    return issue?.inArchive && WITH_READERS.has(sendings.stateOf(issue.id)) ? issue : undefined;
  }

  function archived({ id, slug, subject, preheader }: Pick<Issue, 'id' | 'slug' | 'subject' | 'preheader'>) {
    const at = sendings.startedAt(id);
    return at === undefined ? [] : [{ slug, subject, preheader, at }];
  }
}

/**
 * What was written in an issue, out of the mail that was sent, without the looks that only mail programs need:
 * here it has those of the site.
 *
 * @throws when this is no mail that `printing.ts` made.
 */
function contentOf(html: string): string {
  const content = CONTENT.exec(html)?.[1];
  if (content === undefined) throw new Error('A print without its content');
  return content.replaceAll(TAG, (tag) => tag.replaceAll(/ (?:style|class)="[^"]*"/g, '')).trim();
}

/** Our own addresses as paths: the page is on the site that they lead to. */
function withOwnPaths(html: string, siteUrl: string): Html {
  const own = [` href="${siteUrl}/`, ` src="${siteUrl}/`];
  const shorten = (tag: string, start: string) => tag.replace(start, start.replace(siteUrl, ''));
  return trusted(html.replaceAll(TAG, (tag) => own.reduce(shorten, tag)));
}
