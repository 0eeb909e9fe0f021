import { paths } from '../paths.ts';
import { page } from '../web/reply.ts';
import type { StaffRoutes } from '../web/staff-routes.ts';
import { GROUPS, KINDS } from './kinds.ts';
import * as pages from './pages.ts';
import type { Held, Retention } from './retention.ts';
import { type SetTerms, tellKind } from './telling.ts';
import { GROUP_NAMES, KIND_WORDS } from './words.ts';

type RetentionRoutesDeps = { retention: Retention; settings: { read: () => SetTerms } };

/** How long everything is kept, what will go within a week, and what went. Numbers alone. */
export function retentionAdminRoutes(staff: StaffRoutes, { retention, settings }: RetentionRoutesDeps): void {
  staff.get(paths.staff.retention(), 'nobody', () => {
    const set = settings.read();
    const held = retention.table();
    const groups = GROUPS.map((group) => ({
      name: GROUP_NAMES[group],
      kinds: held.filter(({ id }) => KINDS[id].about === group).map((kind) => shown(kind, set)),
    }));
    const coming = held.filter(({ coming: count }) => count > 0).map((kind) => shown(kind, set));
    return page(pages.table({ groups, coming, lastAt: retention.last()?.finishedAt ?? undefined }));
  });

  staff.get(paths.staff.retentionReceipts(), 'nobody', () => {
    const runs = retention.receipts().map(({ startedAt, finishedAt, receipts }) => ({
      at: startedAt,
      finished: finishedAt !== null,
      lines: receipts.map(({ kind, found, remaining }) => ({
        ...{ name: KIND_WORDS[kind].name, remaining },
        removed: Math.max(0, found - remaining),
      })),
    }));
    return page(pages.receipts({ runs }));
  });
}

function shown({ id, held, coming, past }: Held, set: SetTerms): pages.ShownKind {
  const { name, until } = tellKind(id, set);
  return { name, until, held, coming, past };
}
