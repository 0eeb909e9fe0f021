import type { Request } from 'express';
import type { Markdown } from '../articles/markdown.ts';
import { HOUR } from '../clock.ts';
import type { Documents } from '../meetings/documents.ts';
import { placeLines } from '../meetings/meeting.ts';
import type { Meetings } from '../meetings/meetings.ts';
import { calendarReply } from '../meetings/routes.ts';
import { paths } from '../paths.ts';
import type { Limit, RateLimits } from '../rate-limits/rate-limits.ts';
import { tooMany } from '../web/errors.ts';
import { blankForm, type Form, readForm, withError } from '../web/form.ts';
import { queryText } from '../web/query.ts';
import { invalid, page, type Reply, seeOther, text } from '../web/reply.ts';
import type { Routes } from '../web/router.ts';
import { senderOf } from '../web/sender.ts';
import type { OpenInvitation } from './answering.ts';
import { codeForm, fullMessage, MOST_GUESTS, readAnswer, UNKNOWN_CODE, valuesOf } from './forms.ts';
import type { Invitations } from './invitations.ts';
import * as pages from './pages.ts';
import { firstNameOf } from './words.ts';

export type InvitationRoutesDeps = {
  invitations: Invitations;
  meetings: Meetings;
  documents: Documents;
  markdown: Markdown;
  participants: { byIds: (ids: string[]) => { noMail: boolean }[] };
  limits: RateLimits;
};

const CODES_PER_SENDER: Limit = { name: 'invitation code', turns: 10, window: HOUR };
/** A code has 48 bits: at this pace, guessing for a whole year finds one of 10,000 with a chance of 1 in 3,000. */
const CODES_OF_ALL: Limit = { name: 'invitation code, all', turns: 1000, window: HOUR };
const ANSWERS_PER_GROUP: Limit = { name: 'invitation answer', turns: 30, window: HOUR };

/** Answering without an account: by the link of a mail, or by the code of a letter. */
export function invitationRoutes(routes: Routes, deps: InvitationRoutesDeps): void {
  const { invitations, meetings, documents, markdown, participants, limits } = deps;
  const { answering } = invitations;

  routes.cached(paths.invitationCode(), () => page(pages.code({ form: blankForm() })));

  routes.post(paths.invitationCode(), (request, body) => {
    const form = readForm(codeForm, body);
    if (!form.ok) return invalid(pages.code({ form: form.form }));
    takeTurn(CODES_PER_SENDER, senderOf(request));
    takeTurn(CODES_OF_ALL, 'all');
    const token = answering.tokenByCode(form.value.code);
    if (token !== undefined) return seeOther(paths.invitation(token));
    return invalid(pages.code({ form: withError(body, 'code', UNKNOWN_CODE) }));
  });

  routes.personal(paths.invitation(':token'), (request) =>
    behindLink(request, (token, opened) => {
      const thanks = queryText(request, 'gedaan') === 'ja' && opened.group.answeredAt !== null;
      return page(answerPage(token, opened, blankForm(valuesOf(opened)), thanks));
    }),
  );

  routes.post(paths.invitation(':token'), (request, body) =>
    behindLink(request, (token, opened) => {
      takeTurn(ANSWERS_PER_GROUP, opened.group.id);
      const read = readAnswer(body, opened);
      if (opened.standing === 'open' && !read.ok) return invalid(answerPage(token, opened, read.form));
      const said = read.ok ? read.value : { people: [], guests: [] };
      const outcome = answering.answer(opened.group.id, said, { way: 'link', staffId: '' });
      if (outcome.outcome === 'saved') return seeOther(paths.invitationAnswered(token));
      if (outcome.outcome === 'full') {
        const form = withError(body, 'komt_1', fullMessage(outcome.left));
        return invalid(answerPage(token, opened, form));
      }
      return page(answerPage(token, opened, blankForm(body)), 409);
    }),
  );

  routes.personal(paths.invitationCalendar(':token'), (request) =>
    behindLink(request, (_token, { meeting }) => calendarReply(meeting, meetings.calendarOf(meeting))),
  );

  routes.personal(paths.refuseInvitations(':token'), (request) => {
    const token = String(request.params.token);
    const refused = hasRefused(token);
    return refused === undefined ? page(pages.unknown({}), 404) : page(pages.refuse({ token, refused }));
  });

  // RFC 8058: a mail program posts this by itself, without cookies or a page to go back to.
  routes.post(paths.refuseInvitations(':token'), (request, body) => {
    const token = String(request.params.token);
    if (answering.refuse(token) === 'unknown') return page(pages.unknown({}), 404);
    if (body['List-Unsubscribe'] === 'One-Click')
      return text('text/plain', 'U krijgt geen uitnodigingen meer.\n');
    return seeOther(paths.refuseInvitations(token));
  });

  function behindLink(request: Request, reply: (token: string, opened: OpenInvitation) => Reply): Reply {
    const token = String(request.params.token);
    const opened = answering.open(token);
    if (opened === 'unknown') return page(pages.unknown({}), 404);
    return opened === 'expired' ? page(pages.expired({}), 410) : reply(token, opened);
  }

  function answerPage(token: string, opened: OpenInvitation, form: Form, thanks = false) {
    const { meeting, group, people, standing } = opened;
    const comes = people.some(({ answer }) => answer === 'yes');
    return pages.answer({
      ...{ token, form, meeting, standing, thanks, toStaff: false, people: askedOf(opened) },
      ...{ place: placeLines(meeting), documents: documents.of(meeting.id), mostGuests: MOST_GUESTS },
      directions: markdown(meeting.directions, 'route').html,
      programme: markdown(meeting.programme, 'programma').html,
      ...{ questions: meeting.questions, asksNeeds: meeting.asksNeeds },
      isFull: !comes && meetings.roomOf(meeting) === 'full',
      answered: group.answeredAt === null ? undefined : { at: group.answeredAt, comes, guests: group.guests },
    });
  }

  function hasRefused(token: string): boolean | undefined {
    const ids = answering.peopleBehind(token);
    if (ids === undefined) return undefined;
    return participants.byIds(ids).every(({ noMail }) => noMail);
  }

  function takeTurn(limit: Limit, somebody: string): void {
    const wait = limits.take(limit, somebody);
    if (wait !== undefined) throw tooMany(wait);
  }
}

/** Who is asked, as a page shows it that anybody may have found: by first name. */
export function askedOf({ people, entries }: OpenInvitation): pages.Asked[] {
  return people.map(({ participantId, needs }, index) => {
    const entry = entries.find(({ id }) => id === participantId);
    return { number: index + 1, name: entry ? firstNameOf(entry) : '', hasNeeds: needs !== '' };
  });
}
