import type { Clock } from '../clock.ts';
import type { Meeting } from '../meetings/meeting.ts';
import type { Meetings } from '../meetings/meetings.ts';
import { NOTHING_KNOWN } from '../participants/participant.ts';
import { paths } from '../paths.ts';
import type { FormBody } from '../web/body.ts';
import { blankForm, type Form, readForm } from '../web/form.ts';
import { mailFrame } from '../web/mail-frame.ts';
import { invalid, page, seeOther } from '../web/reply.ts';
import type { StaffRoutes } from '../web/staff-routes.ts';
import { standingOf } from './answering.ts';
import { textForm } from './forms.ts';
import type { Invitations } from './invitations.ts';
import type { Planned } from './mailing.ts';
import * as pages from './pages.ts';

const KINDS = { uitnodiging: 'invitation', herinnering: 'reminder' } as const;
type Name = keyof typeof KINDS;

/** Somebody to show a mail with. Nobody. */
const EXAMPLE = {
  ...{ ...NOTHING_KNOWN, id: '', createdAt: '', updatedAt: '', version: 1 },
  ...{ restrictedAt: '', objectedAt: '' },
  ...{ firstName: 'Anna', lastName: 'Voorbeeld' },
};

export type MailingRoutesDeps = { invitations: Invitations; meetings: Meetings; clock: Clock };

/** The mail that invites, and the one that reminds: writing, looking, sending. */
export function invitationMailRoutes(staff: StaffRoutes, deps: MailingRoutesDeps): void {
  const { invitations, meetings, clock } = deps;
  const { mailing } = invitations;

  staff.get(paths.staff.invitationMail(':id', ':kind'), 'nobody', ({ request }) => {
    const asked = askedBy(request.params);
    if (asked === undefined) return undefined;
    const { subject, body } = mailing.textOf(asked.meeting, KINDS[asked.name]);
    return page(mailPage(asked, blankForm({ onderwerp: subject, tekst: body })));
  });

  staff.post(paths.staff.invitationMail(':id', ':kind'), 'nobody', ({ request, body }) => {
    const asked = askedBy(request.params);
    if (asked === undefined) return undefined;
    const form = keep(asked, body);
    if (form !== undefined) return invalid(mailPage(asked, form));
    return seeOther(paths.staff.invitationMail(asked.meeting.id, asked.name), { kind: 'text-kept' });
  });

  staff.get(paths.staff.invitationMailHtml(':id', ':kind'), 'nobody', ({ request }) => {
    const asked = askedBy(request.params);
    return asked && mailFrame(mailing.sample(asked.meeting, KINDS[asked.name], [EXAMPLE]).html);
  });

  staff.post(paths.staff.sendInvitationMail(':id', ':kind'), 'nobody', ({ request, body }) => {
    const asked = askedBy(request.params);
    if (asked === undefined) return undefined;
    const form = keep(asked, body);
    if (form !== undefined) return invalid(mailPage(asked, form));
    const { meeting, name } = asked;
    const planned =
      name === 'uitnodiging' ? mailing.planInvitations(meeting) : mailing.planReminders(meeting);
    return seeOther(paths.staff.invitations(meeting.id), noticeOf(planned));
  });

  /** Keeps the text. Returns the form where something is wrong with it. */
  function keep({ meeting, name }: Asked, body: FormBody): Form | undefined {
    const read = readForm(textForm, body);
    if (!read.ok) return read.form;
    mailing.saveText(meeting.id, KINDS[name], { subject: read.value.onderwerp, body: read.value.tekst });
    return undefined;
  }

  function askedBy(params: Record<string, unknown>): Asked | undefined {
    const name = (Object.keys(KINDS) as Name[]).find((candidate) => candidate === params.kind);
    const meeting = meetings.byId(String(params.id));
    return name && meeting && { meeting, name };
  }

  function mailPage({ meeting, name }: Asked, form: Form) {
    const waiting = mailing.waiting(meeting.id).mail?.groups ?? 0;
    const mails = name === 'uitnodiging' ? waiting : mailing.toRemind(meeting.id);
    return pages.mailPage({ meeting, kind: name, form, mails, standing: standingOf(meeting, clock()) });
  }
}

type Asked = { meeting: Meeting; name: Name };

function noticeOf(planned: Planned) {
  if (planned.outcome === 'planned') return { kind: 'mails-planned', id: String(planned.mails) };
  if (planned.outcome === 'nobody') return { kind: 'nobody-to-mail' };
  return { kind: planned.outcome === 'draft' ? 'meeting-draft' : 'meeting-closed' };
}
