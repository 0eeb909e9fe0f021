import { mkdtempSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { setTimeout as pause } from 'node:timers/promises';
import { NOTHING_KNOWN } from '../src/participants/participant.ts';
import { paths } from '../src/paths.ts';
import { PROGRAM, type Services } from '../src/services.ts';
import type { Breakage, BreakOptions, Damage } from './breakage.ts';
import { freePort, startProgram } from './program.ts';
import { openBeside } from './services.ts';

const AT_ONCE = 8;
const LIVES = 1500;
const WEEK = 7 * 24 * 60 * 60 * 1000;

export const breakage: Breakage = { name: 'answer', kills: 20, size: 400, run };

/**
 * So many people say by their link that they come to a meeting with room for half of them, many at once, while
 * the program is killed at random moments. What counts is what their browsers were answered: `lost` is a yes that
 * was acknowledged and is not there, `doubled` a place that was given twice, `uncertain` an answer that never
 * came back, after which people press the button again.
 */
async function run({ kills, size, progress }: BreakOptions): Promise<Damage> {
  const folder = mkdtempSync(join(tmpdir(), 'break-answer-'));
  const env = { DATA_DIR: folder, PORT: String(await freePort()) };
  const services = openBeside(env);
  const site = `http://localhost:${env.PORT}`;
  try {
    const places = Math.floor(size / 2);
    const meetingId = await invite(services, size, places);
    const waiting = new Map(tokensOf(services, meetingId));
    const acknowledged = new Set<string>();
    const crowd = { site, waiting, acknowledged, uncertain: 0 };
    let faults = 0;
    for (; faults < kills && waiting.size > 0; faults += 1) {
      await killOnce(env, crowd, size / kills);
      progress(faults + 1);
    }
    const last = startProgram(env);
    while (waiting.size > 0) await answerSome(crowd, waiting.size);
    await last.kill();
    const { people, lost } = countPlaces(services, meetingId, acknowledged);
    const wrong = people < places ? [`Only ${people} of ${places} places were given.`] : [];
    const doubled = Math.max(0, people - places);
    return { faults, acknowledged: acknowledged.size, lost, doubled, uncertain: crowd.uncertain, wrong };
  } finally {
    services.close();
    rmSync(folder, { recursive: true, force: true });
  }
}

/** Who still has to answer, by group with the token of their link; and who heard that it was written down. */
type Crowd = { site: string; waiting: Map<string, string>; acknowledged: Set<string>; uncertain: number };

async function invite(services: Services, size: number, places: number): Promise<string> {
  const { content, meetings, participants, invitations } = services;
  await content.importOpeningContent(join(PROGRAM, 'content'));
  const startsAt = new Date(Date.now() + WEEK);
  const { id } = meetings.create({
    ...{ title: 'Proef', startsAt: startsAt.toISOString(), isPublic: true, capacity: places, replyBy: '' },
    endsAt: new Date(startsAt.getTime() + 60_000).toISOString(),
    ...{ placeName: 'De Brug', street: '', houseNumber: '', postcode: '', town: 'Utrecht' },
    ...{ directions: '', programme: '', summary: '', questions: [], asksNeeds: false },
  });
  const ids = Array.from({ length: size }, (_, number) => {
    const details = { firstName: 'Gast', lastName: `Nummer ${number}`, phone: '06-00000000' };
    return participants.add({ ...NOTHING_KNOWN, ...details }, 'break').entry.id;
  });
  invitations.choosing.choose(id, ids);
  meetings.publish(id);
  return id;
}

function tokensOf(
  { invitations, invitationKeys, meetings }: Services,
  meetingId: string,
): [string, string][] {
  const meeting = meetings.byId(meetingId);
  const groups = meeting ? invitations.day.atDoor(meeting).map(({ groupId }) => groupId) : [];
  return groups.map((groupId) => [groupId, invitationKeys.tokenOf(groupId)]);
}

/** Lets the program live until about so many have answered, and ends it in the middle of things. */
async function killOnce(env: Record<string, string>, crowd: Crowd, answers: number): Promise<void> {
  const program = startProgram(env);
  const answering = answerSome(crowd, 1 + Math.random() * 2 * answers);
  await Promise.race([answering, pause(LIVES + Math.random() * LIVES)]);
  await pause(Math.random() * 10);
  await program.kill();
  await answering;
}

/** Some at once say yes, each again as soon as the one before is through, until so many are or nobody answers. */
async function answerSome(crowd: Crowd, most: number): Promise<void> {
  let left = most;
  const queue = [...crowd.waiting];
  const oneByOne = async () => {
    for (let next = queue.pop(); next !== undefined && left > 0; next = queue.pop()) {
      if (await answer(crowd, ...next)) left -= 1;
      else if (!(await answers(crowd.site))) return;
    }
  };
  await Promise.all(Array.from({ length: AT_ONCE }, oneByOne));
}

/** Says yes. Returns whether an answer came back. */
async function answer(crowd: Crowd, groupId: string, token: string): Promise<boolean> {
  try {
    const body = new URLSearchParams({ komt_1: 'ja' });
    const address = crowd.site + paths.invitation(token);
    const { status } = await fetch(address, { method: 'POST', body, redirect: 'manual' });
    if (status === 303) crowd.acknowledged.add(groupId);
    else if (status !== 422) throw new Error(`Answering an invitation answered ${status}`);
    crowd.waiting.delete(groupId);
    return true;
  } catch (error) {
    if (!(error instanceof TypeError)) throw error;
    if (!isRefused(error)) crowd.uncertain += 1;
    return false;
  }
}

/** Whether nobody listened: then nothing was asked of the program. */
function isRefused({ cause }: TypeError): boolean {
  return cause instanceof Error && JSON.stringify([cause, { ...cause }]).includes('ECONNREFUSED');
}

/** Waits until the program answers; false where it does not for a while. */
async function answers(site: string): Promise<boolean> {
  for (let time = 0; time < 60; time += 1) {
    const { ok } = await fetch(site + paths.health()).catch(() => ({ ok: false }));
    if (ok) return true;
    await pause(50);
  }
  return false;
}

function countPlaces({ invitations, meetings }: Services, meetingId: string, acknowledged: Set<string>) {
  const meeting = meetings.byId(meetingId);
  const coming = meeting ? invitations.day.atDoor(meeting).filter(({ expected }) => expected) : [];
  const there = new Set(coming.map(({ groupId }) => groupId));
  return {
    people: invitations.countsOf(meetingId).people,
    lost: [...acknowledged].filter((groupId) => !there.has(groupId)).length,
  };
}
