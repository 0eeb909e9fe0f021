import { after, type Clock, DAY } from '../clock.ts';
import { foldForSearch } from '../database/search-text.ts';
import { newId, type Randomness } from '../secrets.ts';
import { type Step, takeStep } from './blocks.ts';
import type { Issue, IssueContent, RemovedBlock, SendingState, Sendings } from './issue.ts';
import { nextIssue } from './next-issue.ts';
import type { IssueRow, IssueStore } from './store.ts';

export type IssuesDeps = {
  store: IssueStore;
  clock: Clock;
  randomness: Randomness;
  stateOf: Sendings['stateOf'];
  inTransaction: <Result>(work: () => Result) => Result;
};

/** Which issue a save was made of: the version that was looked at, and the open page it comes from, if it says. */
export type Origin = { version: number; page: string };

/**
 * How a change ended. `stale`: a colleague changed it since; `issue` is what is there now. `being-sent`: it
 * can't be changed any more. `removed`: a colleague threw it away.
 */
export type ChangeOutcome =
  | { outcome: 'done' | 'unchanged' | 'stale' | 'being-sent'; issue: Issue }
  | { outcome: 'removed' | 'unknown' };

/** An issue in the list, and where it stands. */
export type ListedIssue = IssueRow & { state: SendingState };

const KEEP_REMOVED = 30 * DAY;
const LONGEST_SLUG = 60;
const NO_CONTENT: IssueContent = { subject: '', preheader: '', introduction: '', blocks: [] };

/** The newsletters: how they are written. Nothing here sends anything. */
export type Issues = ReturnType<typeof createIssues>;

export function createIssues({ store, clock, randomness, stateOf, inTransaction }: IssuesDeps) {
  return {
    ...{ create, createFrom, byId: store.byId, removedBlock, list, usedArticles: store.usedArticles },
    ...{ change, addArticles, remove, restore, showInArchive, removeOld },
  };

  /** A new draft, in the form of the last issue. */
  function create(): Issue {
    return inTransaction(() => {
      const last = store.last();
      return createFrom(last === undefined ? NO_CONTENT : nextIssue(last, clock()));
    });
  }

  /** A new draft with this in it. */
  function createFrom(content: IssueContent): Issue {
    return inTransaction(() => {
      const now = clock().toISOString();
      const id = newId(randomness);
      const slug = slugFor(content.subject, id, now);
      const issue = { ...content, id, slug, createdAt: now, updatedAt: now, version: 1, inArchive: true };
      store.insert(issue);
      return issue;
    });
  }

  /** The block that was taken out last, for as long as it can be put back. */
  function removedBlock(id: string): RemovedBlock | undefined {
    return store.removedBlock(id);
  }

  /** Every issue, the newest first. */
  function list(): ListedIssue[] {
    return store.newest().map((issue) => ({ ...issue, state: stateOf(issue.id) }));
  }

  /**
   * Saves what was written, and takes a step with its blocks. A draft alone can be changed, and only from the
   * version that is there, unless the very same open page made that one (its answer may have got lost).
   */
  function change(id: string, origin: Origin, content: IssueContent, step?: Step): ChangeOutcome {
    return inTransaction(() => {
      const found = findDraft(id);
      if (found.outcome !== 'draft') return found;
      const { issue } = found;
      const same = isSame(issue, content);
      if (origin.version !== issue.version && !same && !savedThatOne(id, origin)) {
        return { outcome: 'stale', issue };
      }
      if (same && step === undefined) return { outcome: 'unchanged', issue };
      return { outcome: 'done', issue: save(issue, content, step, origin.page) };
    });
  }

  /** Puts articles in, whatever else was changed meanwhile. */
  function addArticles(id: string, slugs: string[], at: number): ChangeOutcome {
    return inTransaction(() => {
      const found = findDraft(id);
      if (found.outcome !== 'draft') return found;
      const { issue } = found;
      if (slugs.length === 0) return { outcome: 'unchanged', issue };
      return { outcome: 'done', issue: save(issue, issue, { kind: 'add-articles', at, slugs }, '') };
    });
  }

  /** Throws a draft away. That can be undone for 30 days. */
  function remove(id: string): 'removed' | 'being-sent' | 'unknown' {
    return inTransaction(() => {
      const found = findDraft(id);
      if (found.outcome !== 'draft') return found.outcome === 'removed' ? 'unknown' : found.outcome;
      store.remove(id, clock().toISOString());
      return 'removed';
    });
  }

  /** Takes a draft back that was thrown away. */
  function restore(id: string): 'restored' | 'unknown' {
    return inTransaction(() => {
      if (!store.isRemoved(id)) return store.byId(id) === undefined ? 'unknown' : 'restored';
      store.restore(id);
      return 'restored';
    });
  }

  /** Whether the archive shows an issue. */
  function showInArchive(id: string, shown: boolean): 'changed' | 'unknown' {
    return inTransaction(() => {
      if (store.byId(id) === undefined) return 'unknown';
      store.setInArchive(id, shown);
      return 'changed';
    });
  }

  /** Forgets the drafts that were thrown away more than 30 days ago. */
  function removeOld(): void {
    store.removeOld(after(clock(), -KEEP_REMOVED));
  }

  function findDraft(
    id: string,
  ):
    | { outcome: 'draft'; issue: Issue }
    | { outcome: 'being-sent'; issue: Issue }
    | { outcome: 'removed' | 'unknown' } {
    const issue = store.byId(id);
    if (issue === undefined) return { outcome: store.isRemoved(id) ? 'removed' : 'unknown' };
    return stateOf(id) === 'draft' ? { outcome: 'draft', issue } : { outcome: 'being-sent', issue };
  }

  /** Everything since what this page saw was saved by this page: had anybody come between, it had been refused. */
  function savedThatOne(id: string, { page }: Origin): boolean {
    return page !== '' && store.savedBy(id) === page;
  }

  function save(issue: Issue, content: IssueContent, step: Step | undefined, page: string): Issue {
    const { subject, preheader, introduction } = content;
    const removed = store.removedBlock(issue.id);
    const stepped = step ? takeStep(content.blocks, step, removed) : { blocks: content.blocks, removed };
    if (step) store.putRemovedBlock(issue.id, stepped.removed);
    const now = clock().toISOString();
    const changed: Issue = {
      ...{ ...issue, subject, preheader, introduction, blocks: stepped.blocks },
      ...{ updatedAt: now, version: issue.version + 1 },
      slug: subject === issue.subject ? issue.slug : slugFor(subject, issue.id, issue.createdAt),
    };
    store.update(changed, page);
    return changed;
  }

  function slugFor(subject: string, id: string, createdAt: string): string {
    const words = foldForSearch(subject).replaceAll(/[^a-z0-9]+/g, '-');
    const wanted = words.slice(0, LONGEST_SLUG).replaceAll(/^-+|-+$/g, '');
    const slug = wanted || `nieuwsbrief-${createdAt.slice(0, 10)}`;
    const taken = new Set(store.slugsLike(slug, id));
    if (!taken.has(slug)) return slug;
    let number = 2;
    while (taken.has(`${slug}-${number}`)) number += 1;
    return `${slug}-${number}`;
  }
}

function isSame(issue: Issue, { subject, preheader, introduction, blocks }: IssueContent): boolean {
  return (
    issue.subject === subject &&
    issue.preheader === preheader &&
    issue.introduction === introduction &&
    JSON.stringify(issue.blocks) === JSON.stringify(blocks)
  );
}
