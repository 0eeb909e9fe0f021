import type { BulkMail, ReadyMessage } from '../mail/bulk-mail.ts';
import type { Line, LineOutcome } from '../mail/line.ts';
import type { BulkTransport } from '../mail/transport.ts';
import { paths } from '../paths.ts';
import { oneClickHeaders } from '../subscribers/mails.ts';
import type { Claim } from './delivery.ts';
import { createDesk, type DeskDeps, type Fared } from './desk.ts';
import type { PrintedIssue } from './issue.ts';

export type LaneDeps = DeskDeps & {
  printOf: (issueId: string) => PrintedIssue | undefined;
  siteUrl: string;
};

/** What the lines of one run share. `busy` counts those that are not waiting. */
type Shift = {
  transport: BulkTransport;
  signal: AbortSignal;
  mails: Map<string, Promise<BulkMail>>;
  busy: number;
  wakers: Set<() => void>;
};

/** How long a line that found nothing waits before it looks again, while others are still handing over. */
const LOOK_AGAIN = 1000;

/**
 * The newsletter's own lane: connections of its own, each with one reader's copy under way at most, so
 * that a crash leaves at most as many readers uncertain as there are connections.
 */
export type Lane = ReturnType<typeof createLane>;

export function createLane({ printOf, siteUrl, ...deskDeps }: LaneDeps) {
  const desk = createDesk(deskDeps);
  const { clock } = deskDeps;
  const listId = `<nieuwsbrief.${new URL(siteUrl).hostname.replace(/^www\./, '')}>`;
  return { run };

  /** Sends what is due, until there is no more or `signal` says to stop. What is under way is finished. */
  async function run(transport: BulkTransport, signal: AbortSignal): Promise<void> {
    if (!desk.hasWork()) return;
    const shift: Shift = { transport, signal, mails: new Map(), busy: 0, wakers: new Set() };
    const lines = Array.from({ length: transport.connections }, () => work(shift));
    const ends = await Promise.allSettled(lines);
    const failed = ends.find((end) => end.status === 'rejected');
    if (failed) throw failed.reason;
    desk.finish();
  }

  async function work(shift: Shift): Promise<void> {
    const { transport } = shift;
    let line: Line | undefined;
    let fared: Fared | undefined;
    shift.busy += 1;
    try {
      for (;;) {
        const claim = await nextClaim(fared, shift);
        fared = undefined;
        if (claim !== undefined) {
          line ??= transport.openLine();
          fared = { claim, outcome: await deliver(claim, line, shift) };
        } else if (!(await moreLater(shift))) return;
      }
    } finally {
      shift.busy -= 1;
      wake(shift);
      line?.close();
    }
  }

  /** Hands in how the last copy fared at once, and takes the next when the ceiling gives a turn. */
  async function nextClaim(
    fared: Fared | undefined,
    { transport, signal }: Shift,
  ): Promise<Claim | undefined> {
    const free = !signal.aborted && transport.ceiling.takeNow();
    const claim = await desk.exchange(fared, free);
    if (free || signal.aborted) return claim;
    await transport.ceiling.take('newsletter');
    return desk.exchange(undefined, !signal.aborted);
  }

  async function deliver(claim: Claim, line: Line, shift: Shift): Promise<LineOutcome> {
    let message: ReadyMessage;
    try {
      message = await messageFor(claim, shift);
    } catch (error) {
      return { kind: 'unreachable', answer: (error as Error).message };
    }
    return line.deliver(message);
  }

  async function messageFor(claim: Claim, shift: Shift): Promise<ReadyMessage> {
    const { issueId, address, messageId, leaveToken } = claim;
    const prepared = shift.mails.get(issueId) ?? prepare(issueId, shift.transport);
    shift.mails.set(issueId, prepared);
    const link = siteUrl + paths.leave(leaveToken);
    const headers = Object.entries(oneClickHeaders(link)).map(([name, value]) => ({ name, value }));
    return (await prepared)({ address, messageId, link, headers, date: clock() });
  }

  /** What is the same for every reader is made once. RFC 2919 for the List-Id. */
  async function prepare(issueId: string, transport: BulkTransport): Promise<BulkMail> {
    const printed = printOf(issueId);
    if (printed === undefined) throw new Error('the issue was not printed');
    const { subject, html, text, leaveMarker } = printed;
    const headers = [
      { name: 'List-Id', value: listId },
      { name: 'Precedence', value: 'bulk' },
    ];
    return transport.prepare({ subject, html, text, marker: leaveMarker, headers });
  }
}

/** Waits while other lines are still busy: what they hand in may make more due. False when nobody is. */
async function moreLater(shift: Shift): Promise<boolean> {
  shift.busy -= 1;
  wake(shift);
  const others = shift.busy > 0 && !shift.signal.aborted;
  if (others) await untilWoken(shift);
  shift.busy += 1;
  return others && shift.busy > 1;
}

function wake({ wakers }: Shift): void {
  for (const waker of wakers) waker();
}

function untilWoken({ wakers }: Shift): Promise<void> {
  return new Promise((resolve) => {
    const waker = () => {
      clearTimeout(timer);
      wakers.delete(waker);
      resolve();
    };
    const timer = setTimeout(waker, LOOK_AGAIN);
    wakers.add(waker);
  });
}
