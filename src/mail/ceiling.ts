/** Whose turn comes first when both wait: mail to one person who asked for it, or the newsletter. */
export type Urgency = 'mail' | 'newsletter';

/** How far a turn may be made up for that came late, in milliseconds: a timer is not exact. */
const CATCH_UP = 20;

/**
 * The most that may leave in a second, over all lanes together, spread evenly. Mail that somebody waits
 * for goes before the newsletter: it never waits for more than one turn.
 */
export type Ceiling = ReturnType<typeof createCeiling>;

/** `perSecond` 0 is no limit. In no second does more leave than that: what may be made up for is counted in. */
export function createCeiling(perSecond: number) {
  const interval = perSecond === 0 ? 0 : (1000 + CATCH_UP) / perSecond;
  const waiting: Record<Urgency, (() => void)[]> = { mail: [], newsletter: [] };
  let nextTurn = 0;
  let timer: NodeJS.Timeout | undefined;
  return { take, takeNow };

  /** Waits for a turn. */
  function take(urgency: Urgency): Promise<void> {
    return new Promise((resolve) => {
      waiting[urgency].push(resolve);
      giveTurns();
    });
  }

  /** Takes a turn where one is free and nobody waits for it. */
  function takeNow(): boolean {
    if (waiting.mail.length + waiting.newsletter.length > 0 || millisecondsToWait() > 0) return false;
    countTurn();
    return true;
  }

  function giveTurns(): void {
    clearTimeout(timer);
    while (millisecondsToWait() <= 0) {
      const next = waiting.mail.shift() ?? waiting.newsletter.shift();
      if (next === undefined) return;
      countTurn();
      next();
    }
    timer = setTimeout(giveTurns, Math.max(0, millisecondsToWait()));
  }

  function millisecondsToWait(): number {
    return nextTurn - performance.now();
  }

  function countTurn(): void {
    nextTurn = Math.max(nextTurn, performance.now() - CATCH_UP) + interval;
  }
}
