import { mkdtempSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { setTimeout as pause } from 'node:timers/promises';
import { PROGRAM, type Services } from '../src/services.ts';
import type { Breakage, BreakOptions, Damage } from './breakage.ts';
import { startProgram } from './program.ts';
import { openBeside } from './services.ts';
import { openSink, type Sink } from './sink.ts';

const CONNECTIONS = 5;
/** One kill in so many comes at any moment from the start on, the others while mail is leaving. */
const ANY_MOMENT = 8;
const START_TAKES = 2000;
const FINISHES_WITHIN = 300_000;

export const breakage: Breakage = { name: 'send', kills: 100, size: 2000, run };

/**
 * Sends one issue to so many readers, and kills the program with SIGKILL at random moments until it is
 * sent. What counts is what the far end answered with 250.
 */
async function run({ kills, size, progress }: BreakOptions): Promise<Damage> {
  const folder = mkdtempSync(join(tmpdir(), 'break-send-'));
  const sink = await openSink({ thinks: () => Math.random() * 8 });
  const env = {
    ...{ DATA_DIR: folder, SMTP_URL: sink.url, MAIL_RATE: '0' },
    MAIL_CONNECTIONS: String(CONNECTIONS),
  };
  // A clock that is behind: what is decided here is due at once.
  const services = openBeside(env, () => new Date(Date.now() - 11 * 60_000));
  await services.content.importOpeningContent(join(PROGRAM, 'content'));
  const issueId = decideToSend(services, size);
  const isSent = () => services.sending.stateOf(issueId) === 'sent';
  let faults = 0;
  try {
    for (; faults < kills && !isSent(); faults += 1) {
      await killOnce(env, sink, (size - sink.messages()) / (kills - faults));
      progress(faults + 1);
    }
    const last = startProgram(env);
    const inTime = await until(isSent, FINISHES_WITHIN);
    await last.kill();
    const damage = countDamage(services, issueId, size, sink);
    const wrong = [
      ...(inTime ? [] : [`It was not sent in the end: ${last.output()}`]),
      ...(damage.uncertain > faults * CONNECTIONS ? ['More are uncertain than there were connections.'] : []),
    ];
    return { faults, ...damage, wrong };
  } finally {
    services.close();
    await sink.close();
    rmSync(folder, { recursive: true, force: true });
  }
}

function decideToSend({ subscribers, issues, sending }: Services, size: number): string {
  const since = new Date().toISOString();
  const readers = Array.from({ length: size }, (_, number) => {
    const address = `lezer${number}@lezers.example`;
    return { name: '', address: { typed: address, key: address }, state: 'subscribed' as const, since };
  });
  subscribers.addMany(readers);
  const content = {
    subject: 'Proef',
    preheader: '',
    introduction: 'Beste lezer, dit is een proef.',
    blocks: [],
  };
  const issue = issues.createFrom(content);
  const outcome = sending.plan(issue.id, issue.version);
  if (outcome !== 'planned') throw new Error(`The issue could not be sent: ${outcome}`);
  return issue.id;
}

/** Lets the program live for at most `mails` mails, and ends it in the middle of things. */
async function killOnce(env: Record<string, string>, sink: Sink, mails: number): Promise<void> {
  const program = startProgram(env);
  const before = sink.messages();
  if (Math.random() * ANY_MOMENT < 1) {
    await pause(Math.random() * START_TAKES);
  } else {
    const enough = before + 1 + Math.random() * mails;
    await until(() => sink.messages() >= enough, 4 * START_TAKES);
    await pause(Math.random() * 10);
  }
  await program.kill();
}

function countDamage({ sending }: Services, issueId: string, size: number, sink: Sink) {
  const everybody = [...everyDelivery(sending, issueId)];
  const arrived = ({ address }: { address: string }) => (sink.taken.get(address) ?? 0) > 0;
  const toldToHaveArrived = everybody.filter(({ state }) => state === 'sent');
  const notAccounted = everybody.filter(
    ({ state }) => state === 'pending' || state === 'sending' || state === 'retry',
  );
  return {
    acknowledged: size,
    lost:
      size -
      everybody.length +
      toldToHaveArrived.filter((delivery) => !arrived(delivery)).length +
      notAccounted.filter((delivery) => !arrived(delivery)).length,
    doubled: [...sink.taken.values()].filter((times) => times > 1).length,
    uncertain: everybody.filter(({ state }) => state === 'uncertain').length,
  };
}

function* everyDelivery(sending: Services['sending'], issueId: string) {
  for (const state of ['pending', 'sending', 'sent', 'retry', 'failed', 'uncertain', 'left'] as const) {
    for (let after = 0; ; ) {
      const some = sending.look({ issueId, state, after, most: 1000 });
      yield* some;
      const last = some.at(-1);
      if (last === undefined) break;
      after = last.id;
    }
  }
}

async function until(isSo: () => boolean, milliseconds: number): Promise<boolean> {
  for (const start = performance.now(); performance.now() - start < milliseconds; ) {
    if (isSo()) return true;
    await pause(5);
  }
  return isSo();
}
