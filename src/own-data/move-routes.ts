import { paths } from '../paths.ts';
import { page, type Reply, seeOther } from '../web/reply.ts';
import type { Routes } from '../web/router.ts';
import type { MoveState } from './moves.ts';
import type { OwnDataVerbs } from './own-data.ts';
import * as pages from './pages.ts';

/** What the owner of a new address finds behind the link that was mailed there. */
export function moveRoutes(routes: Routes, { ownData: { moves } }: { ownData: OwnDataVerbs }): void {
  routes.personal(paths.confirmMove(':token'), (request) => {
    const token = String(request.params.token);
    const state = moves.stateOfMove(token);
    return state === 'open' ? page(pages.confirmMove({ token })) : closed(state);
  });

  routes.post(paths.confirmMove(':token'), (request) => closed(moves.confirm(String(request.params.token))));

  routes.cached(paths.moved(), () => page(pages.moved({})));
}

function closed(state: Exclude<MoveState, 'open'>): Reply {
  switch (state) {
    case 'done':
      return seeOther(paths.moved());
    case 'expired':
      return page(pages.moveExpired({}), 410);
    case 'withdrawn':
      return page(pages.moveWithdrawn({}), 410);
    case 'taken':
      return page(pages.moveTaken({}), 410);
    case 'unknown':
      return page(pages.linkUnknown({}), 404);
  }
}
