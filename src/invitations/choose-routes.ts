import type { Meetings } from '../meetings/meetings.ts';
import { channelOf } from '../participants/channel.ts';
import { filterText, readFilter } from '../participants/filter.ts';
import { listName } from '../participants/name.ts';
import type { Participants } from '../participants/participants.ts';
import { CHANNEL_NAMES } from '../participants/words.ts';
import { paths } from '../paths.ts';
import { queryPage } from '../web/query.ts';
import { page, seeOther } from '../web/reply.ts';
import type { StaffRoutes } from '../web/staff-routes.ts';
import { MOST_AT_ONCE } from './choosing.ts';
import type { Invitations } from './invitations.ts';
import * as pages from './pages.ts';

const PAGE_SIZE = 50;

export type ChooseRoutesDeps = { invitations: Invitations; meetings: Meetings; participants: Participants };

/** Choosing who is invited: by a question to the register, by hand, or as last time. */
export function chooseRoutes(
  staff: StaffRoutes,
  { invitations, meetings, participants }: ChooseRoutesDeps,
): void {
  const { choosing } = invitations;

  staff.get(paths.staff.chooseInvited(':id'), 'participant.choose', ({ request }) => {
    const meeting = meetings.byId(String(request.params.id));
    if (meeting === undefined) return undefined;
    const filter = readFilter(request.query);
    const found = participants.idsOf(filter);
    const chosen = new Set(choosing.chosen(meeting.id));
    const pagesInAll = Math.max(1, Math.ceil(found.length / PAGE_SIZE));
    const number = Math.min(queryPage(request) ?? 1, pagesInAll);
    const ids = found.slice((number - 1) * PAGE_SIZE, number * PAGE_SIZE);
    const places = new Map(ids.map((id, index) => [id, index]));
    const people = participants
      .byIds(ids)
      .sort((one, other) => (places.get(one.id) ?? 0) - (places.get(other.id) ?? 0));
    const last = choosing.lastTime(meeting);
    const data = {
      ...{ meeting, page: number, pages: pagesInAll, count: found.length, mostAtOnce: MOST_AT_ONCE },
      fresh: found.filter((id) => !chosen.has(id)).length,
      ...{
        question: filterText(filter),
        words: filter.words,
        kind: filter.kind ?? '',
        tag: filter.tags[0] ?? '',
      },
      ...{ channel: filter.channel ?? '', tags: participants.tags().map(({ name }) => name) },
      link: (number: number) => linkTo(meeting.id, filterText(filter), number),
      rows: people.map((person) => ({
        id: person.id,
        name: listName(person),
        about: [person.lastName === '' ? '' : person.organisation, person.town].filter(Boolean).join(', '),
        channel: CHANNEL_NAMES[channelOf(person)],
        chosen: chosen.has(person.id),
      })),
      lastTime: last && { title: last.meeting.title, count: last.ids.filter((id) => !chosen.has(id)).length },
    };
    return { reply: page(pages.choose(data)), persons: ids };
  });

  staff.post(paths.staff.chooseInvited(':id'), 'participant.invite', ({ request, body }) => {
    const meeting = meetings.byId(String(request.params.id));
    if (meeting === undefined) return undefined;
    const question = new URLSearchParams(body.vraag ?? '');
    const all = body.wie === 'alle';
    const ids = all ? participants.idsOf(readFilter(question)) : tickedIn(body);
    const { added } = choosing.choose(meeting.id, ids);
    const back = `${paths.staff.chooseInvited(meeting.id)}?${question}`;
    const to = all ? paths.staff.invitations(meeting.id) : back;
    return { reply: seeOther(to, noticeOf(added)), persons: ids.slice(0, MOST_AT_ONCE) };
  });

  staff.post(paths.staff.inviteLikeLast(':id'), 'participant.invite', ({ request }) => {
    const meeting = meetings.byId(String(request.params.id));
    const last = meeting && choosing.lastTime(meeting);
    if (meeting === undefined || last === undefined) return undefined;
    const { added } = choosing.choose(meeting.id, last.ids);
    return { reply: seeOther(paths.staff.invitations(meeting.id), noticeOf(added)), persons: last.ids };
  });
}

function linkTo(id: string, question: string, number: number): string {
  const onward = question === '' ? '' : `${question}&`;
  return `${paths.staff.chooseInvited(id)}?${onward}pagina=${number}`;
}

/** A box with the name `wie_ID` is ticked for who has to be invited. */
function tickedIn(body: Record<string, string>): string[] {
  return Object.entries(body)
    .filter(([name, value]) => name.startsWith('wie_') && value === 'ja')
    .map(([name]) => name.slice('wie_'.length));
}

function noticeOf(added: number) {
  return added === 0 ? { kind: 'nobody-chosen' } : { kind: 'people-chosen', id: String(added) };
}
