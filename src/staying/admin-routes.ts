import type { Participants } from '../participants/participants.ts';
import { addressOf, otherOf } from '../participants/shown.ts';
import { paths } from '../paths.ts';
import { queryPage, queryText } from '../web/query.ts';
import { page, seeOther } from '../web/reply.ts';
import type { PersonReply, StaffRoutes, Visit } from '../web/staff-routes.ts';
import * as pages from './pages.ts';
import { ASKED_AT_ONCE, ENTRIES_ON_A_PAGE, type Staying } from './staying.ts';
import { STANDINGS, type Standing } from './store.ts';

type StayingRoutesDeps = { staying: Staying; participants: Participants };

/** Entries without contact for long, as staff ask about them and decide. */
export function stayingAdminRoutes(staff: StaffRoutes, { staying, participants }: StayingRoutesDeps): void {
  staff.get(paths.staff.silent(), 'participant.silent', ({ request }) => {
    const number = queryPage(request);
    if (number === undefined) return undefined;
    const counts = staying.counts();
    const standing = standingIn(queryText(request, 'stand'), counts);
    const rows = rowsOf(standing, number);
    const view = pages.list({
      ...{ standing, counts, rows, toMail: staying.toMail(), most: ASKED_AT_ONCE, page: number },
      pages: Math.ceil(counts[standing] / ENTRIES_ON_A_PAGE),
    });
    return { reply: page(view), persons: rows.map(({ id }) => id) };
  });

  staff.post(paths.staff.askSilent(), 'participant.ask-to-stay', ({ staff: { id } }) => {
    const asked = staying.askSome(id);
    const notice = { kind: 'silent-asked', id: String(asked.length) };
    return { reply: seeOther(paths.staff.silent(), notice), persons: asked };
  });

  staff.get(paths.staff.silentEntry(':id'), 'participant.show', ({ request }) => {
    const considered = staying.consider(idIn(request));
    if (considered === undefined) return undefined;
    const { entry, ...rest } = considered;
    const { id, email, phone } = entry;
    const view = pages.entry({
      ...rest,
      id,
      email,
      phone,
      name: otherOf(entry).name,
      address: addressOf(entry),
    });
    return { reply: page(view), persons: [id] };
  });

  decide(paths.staff.askSilentEntry(':id'), 'participant.ask-to-stay', (id, staffId) => {
    const outcome = staying.ask(id, staffId);
    if (outcome === 'unknown') return undefined;
    return { kind: outcome === 'asked' ? 'stay-asked' : 'stay-not-by-mail' };
  });

  decide(paths.staff.noteSilentEntry(':id'), 'participant.ask-to-stay', (id, staffId) =>
    staying.noteAsked(id, staffId) === 'noted' ? { kind: 'stay-noted' } : undefined,
  );

  decide(paths.staff.keepSilentEntry(':id'), 'participant.change', (id, staffId) =>
    staying.stays(id, staffId) === 'stays' ? { kind: 'stay-kept' } : undefined,
  );

  decide(paths.staff.removeSilentEntry(':id'), 'participant.remove', (id, staffId) => {
    const removal = staying.takeOut(id, staffId);
    return removal && { kind: 'participant-removed', id: removal.changeId };
  });

  /** One decision about one entry; then back to the list. */
  function decide(
    path: string,
    action: 'participant.ask-to-stay' | 'participant.change' | 'participant.remove',
    work: (id: string, staffId: string) => { kind: string; id?: string } | undefined,
  ): void {
    const handle = ({ request, staff: { id: staffId } }: Visit): PersonReply | undefined => {
      const id = idIn(request);
      const notice = work(id, staffId);
      return notice && { reply: seeOther(paths.staff.silent(), notice), persons: [id] };
    };
    staff.post(path, action, handle, { fresh: action === 'participant.remove' });
  }

  function rowsOf(standing: Standing, number: number): pages.ListRow[] {
    const silent = staying.page(standing, number);
    const entries = new Map(participants.byIds(silent.map(({ id }) => id)).map((entry) => [entry.id, entry]));
    return silent.flatMap(({ id, since, askedAt }) => {
      const entry = entries.get(id);
      return entry ? [{ ...otherOf(entry), since, askedAt }] : [];
    });
  }
}

/** Where staff look: as asked, or else the first place where there is something to do. */
function standingIn(asked: string, counts: Record<Standing, number>): Standing {
  return (
    STANDINGS.find((standing) => standing === asked) ??
    STANDINGS.find((standing) => counts[standing] > 0) ??
    'to-ask'
  );
}

function idIn(request: Visit['request']): string {
  return String(request.params.id);
}
