import type { Articles } from '../articles/articles.ts';
import type { Meetings } from '../meetings/meetings.ts';
import { paths } from '../paths.ts';
import { time } from '../templates/format.ts';
import type { FormBody } from '../web/body.ts';
import { blankForm, type Form } from '../web/form.ts';
import { invalid, page, type Reply, seeOther, text } from '../web/reply.ts';
import type { Answer } from '../web/router.ts';
import type { StaffRoutes } from '../web/staff-routes.ts';
import { blocksIn, formAgain, originOf, readIssueForm, valuesOf, type Wish, wishOf } from './forms.ts';
import type { Block, Issue, IssueContent, Sendings } from './issue.ts';
import type { ChangeOutcome, Issues } from './issues.ts';
import * as pages from './pages.ts';

export type WritingDeps = {
  issues: Issues;
  articles: Pick<Articles, 'bySlug'>;
  meetings: Pick<Meetings, 'coming'>;
  sendings: Sendings;
};

const MESSAGES = {
  stale:
    'Een collega heeft deze nieuwsbrief intussen veranderd. Hieronder staat wat u typte, en wat uw collega ervan maakte. Wilt u uw versie bewaren? Druk dan nog een keer op Bewaren.',
  'being-sent':
    'Deze nieuwsbrief wordt al verstuurd. Daarom kan er niets meer in veranderen. Wat u typte, staat hieronder nog. U kunt er een nieuwe nieuwsbrief van maken. Of stop het versturen, als dat nog kan.',
  removed:
    'Een collega heeft deze nieuwsbrief intussen weggegooid. Wat u typte, staat hieronder nog. U kunt er een nieuwe nieuwsbrief van maken.',
};
const WORDS_OF_A_BLOCK = 60;

/** Writing a newsletter. No reader is shown here. */
export function writingRoutes(
  staff: StaffRoutes,
  { issues, articles, meetings, sendings }: WritingDeps,
): void {
  staff.get(paths.staff.issues(), 'nobody', () => {
    const listed = issues.list().map((issue) => ({ ...issue, startedAt: sendings.startedAt(issue.id) }));
    return page(pages.list({ issues: listed }));
  });

  staff.post(paths.staff.issues(), 'nobody', () => seeOther(paths.staff.issue(issues.create().id)));

  staff.get(paths.staff.issue(':id'), 'nobody', ({ request }) => {
    const issue = issues.byId(String(request.params.id));
    if (issue === undefined) return undefined;
    const state = sendings.stateOf(issue.id);
    if (state === 'draft') return page(editPage(issue, blankForm(valuesOf(issue)), issue.blocks));
    const { id, slug, subject, inArchive } = issue;
    return page(pages.show({ id, slug, subject, inArchive, state, startedAt: sendings.startedAt(id) }));
  });

  staff.post(paths.staff.issue(':id'), 'nobody', ({ request, body }) => {
    const id = String(request.params.id);
    const read = readIssueForm(body);
    if (!read.ok) return again(id, read.form);
    const wish = wishOf(body);
    if (wish.kind === 'save-as-new') {
      const { id: newId } = issues.createFrom(read.value);
      return seeOther(paths.staff.issue(newId), { kind: 'issue-saved-as-new' });
    }
    const step = wish.kind === 'step' ? wish.step : undefined;
    const change = issues.change(id, originOf(body), read.value, step);
    if (change.outcome === 'unknown') return undefined;
    if (change.outcome === 'done' || change.outcome === 'unchanged') return onward(change.issue, wish, body);
    return notSaved(id, change, body);
  });

  // What the script sends while somebody types. The answer is for the script alone.
  staff.post(paths.staff.saveIssue(':id'), 'nobody', ({ request, body }) => {
    const read = readIssueForm(body);
    if (!read.ok) return json(422, { outcome: 'refused', message: Object.values(read.form.errors)[0] });
    const change = issues.change(String(request.params.id), originOf(body), read.value);
    if (!('issue' in change)) return json(404, { outcome: 'removed' });
    const { version, updatedAt } = change.issue;
    if (change.outcome === 'stale' || change.outcome === 'being-sent') {
      return json(409, { outcome: change.outcome });
    }
    return json(200, { outcome: 'saved', version, time: time(updatedAt) });
  });

  staff.post(paths.staff.removeIssue(':id'), 'nobody', ({ request }) => {
    const id = String(request.params.id);
    const outcome = issues.remove(id);
    if (outcome === 'unknown') return undefined;
    if (outcome === 'being-sent') return seeOther(paths.staff.issue(id), { kind: 'issue-being-sent' });
    return seeOther(paths.staff.issues(), { kind: 'issue-removed', id });
  });

  staff.post(paths.staff.restoreIssue(':id'), 'nobody', ({ request }) => {
    const id = String(request.params.id);
    if (issues.restore(id) === 'unknown') return undefined;
    return seeOther(paths.staff.issue(id), { kind: 'issue-restored' });
  });

  function again(id: string, form: Form): Answer {
    const issue = issues.byId(id);
    return issue && invalid(editPage(issue, form, blocksIn(form.values)));
  }

  function notSaved(
    id: string,
    change: Exclude<ChangeOutcome, { outcome: 'unknown' }>,
    body: FormBody,
  ): Reply {
    const { outcome } = change;
    const message = MESSAGES[outcome as keyof typeof MESSAGES];
    if (!('issue' in change)) {
      return invalid(
        pages.edit({
          ...{ id, form: formAgain(body, 0, message), savedAt: undefined, closed: 'removed' },
          ...{ blocks: edited(blocksIn(body)), removed: undefined, theirs: undefined },
        }),
      );
    }
    const form = formAgain(body, change.issue.version, message);
    const theirs = outcome === 'stale' ? change.issue : undefined;
    const closed = outcome === 'being-sent' ? outcome : undefined;
    return invalid(editPage(change.issue, form, blocksIn(body), theirs, closed));
  }

  function editPage(issue: Issue, form: Form, blocks: Block[], theirs?: IssueContent, closed?: 'being-sent') {
    const { id, updatedAt: savedAt } = issue;
    const removed = issues.removedBlock(id);
    return pages.edit({
      ...{ id, form, savedAt, theirs, closed, blocks: edited(blocks) },
      removed: removed && wordsOf(removed.block),
    });
  }

  function edited(blocks: Block[]): pages.EditedBlock[] {
    return blocks.map((block, index) => {
      const place = { number: index + 1, last: index === blocks.length - 1 };
      if (block.kind === 'text') return { ...place, kind: 'text' };
      if (block.kind === 'meetings') return { ...place, kind: 'meetings', meetings: meetings.coming() };
      return { ...place, kind: 'article', slug: block.slug, title: articles.bySlug(block.slug)?.title };
    });
  }

  function wordsOf(block: Block): string {
    if (block.kind === 'meetings') return 'Agenda';
    const words = block.kind === 'text' ? block.markdown : (articles.bySlug(block.slug)?.title ?? block.slug);
    return words
      .replaceAll(/[#*_\s]+/g, ' ')
      .trim()
      .slice(0, WORDS_OF_A_BLOCK);
  }
}

/** Where a button leads once all is saved: a step with a block comes back to that block. */
function onward({ id, blocks }: Issue, wish: Wish, body: FormBody): Reply {
  if (wish.kind === 'look') return seeOther(paths.staff.previewIssue(id));
  if (wish.kind === 'pick-articles') {
    return seeOther(`${paths.staff.issueArticles(id)}?plaats=${encodeURIComponent(body.plaats ?? '')}`);
  }
  if (wish.kind !== 'step') return seeOther(paths.staff.issue(id), { kind: 'issue-saved' });
  const { step } = wish;
  if (step.kind === 'put-back' || step.kind === 'add-articles') return seeOther(paths.staff.issue(id));
  if (step.kind === 'remove') return seeOther(`${paths.staff.issue(id)}#blokken`);
  const place = 'at' in step ? step.at : step.block + (step.kind === 'up' ? -1 : 1);
  const number = Math.min(Math.max(place, 0), blocks.length - 1) + 1;
  return seeOther(`${paths.staff.issue(id)}#blok-${number}`);
}

function json(status: number, body: Record<string, unknown>): Reply {
  return { ...text('application/json; charset=utf-8', JSON.stringify(body)), status };
}
