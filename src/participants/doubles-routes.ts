import { paths } from '../paths.ts';
import type { FormBody } from '../web/body.ts';
import { blankForm, type Form, withError } from '../web/form.ts';
import { queryPage } from '../web/query.ts';
import { invalid, page, seeOther } from '../web/reply.ts';
import type { PersonReply, StaffRoutes, Visit } from '../web/staff-routes.ts';
import { DOUBLES_ON_A_PAGE } from './doubles.ts';
import {
  BOTH,
  likelyChoice,
  MERGE_PARTS,
  type MergeChoice,
  type MergePart,
  partsToChoose,
} from './merging.ts';
import * as pages from './pages.ts';
import type { Participant } from './participant.ts';
import type { Participants } from './participants.ts';
import { addressOf, sideOf } from './shown.ts';
import { FIELD_NAMES, valueInWords } from './words.ts';

/** Of a higher rank it can also be family. */
const LIKELY_RANK = 3;

const STALE =
  'Een collega heeft een van deze twee intussen veranderd. Hieronder staat hoe het nu is. Kijk of uw keuze nog klopt, en druk dan nog een keer.';
const NO_NAME = 'Zo blijft er geen naam over. Kies een achternaam of een organisatie.';

/** Who is perhaps in the register twice: finding, comparing, making one of two, or saying that they are two. */
export function participantDoublesRoutes(
  staff: StaffRoutes,
  { participants }: { participants: Participants },
): void {
  const { doubles } = participants;

  staff.get(paths.staff.doubles(), 'participant.list', ({ request }) => {
    const number = queryPage(request);
    if (number === undefined) return undefined;
    const pairs = doubles.page(number);
    const view = pages.doubles({
      pairs: pairs.map(({ one, other, reason, rank }) => ({
        ...{ one: sideOf(one), other: sideOf(other), reason },
        isLikely: rank <= LIKELY_RANK,
      })),
      count: doubles.count(),
      searchedAt: doubles.search().searchedAt,
      page: number,
      pages: Math.ceil(doubles.count() / DOUBLES_ON_A_PAGE),
      link: (to) => `${paths.staff.doubles()}?pagina=${to}`,
    });
    const persons = new Set(pairs.flatMap(({ one, other }) => [one.id, other.id]));
    return { reply: page(view), persons: [...persons] };
  });

  staff.post(paths.staff.lookForDoubles(), 'nobody', () => {
    doubles.ask();
    return seeOther(paths.staff.doubles(), { kind: 'doubles-asked' });
  });

  staff.get(paths.staff.mergeParticipants(':one', ':other'), 'participant.show', (visit) => {
    const both = bothOf(visit);
    return both && shown(both, blankForm());
  });

  staff.post(paths.staff.mergeParticipants(':one', ':other'), 'participant.merge', (visit) => {
    const both = bothOf(visit);
    if (both === undefined) return undefined;
    const { body, staff: member } = visit;
    const [one, other] = both;
    const merge = participants.merge(
      {
        one: { id: one.id, version: Number(body['versie-een']) },
        other: { id: other.id, version: Number(body['versie-ander']) },
        choices: choicesIn(body),
      },
      member.id,
    );
    if (merge.outcome === 'done') {
      const notice = { kind: 'participants-merged', id: merge.batchId };
      const to = paths.staff.participant(merge.entry.id);
      return { reply: seeOther(to, notice), persons: [one.id, other.id] };
    }
    if (merge.outcome === 'unknown') return undefined;
    return refused(both, withError(body, '', merge.outcome === 'stale' ? STALE : NO_NAME));
  });

  staff.post(paths.staff.areTwoParticipants(':one', ':other'), 'participant.compare', (visit) => {
    const both = bothOf(visit);
    if (both === undefined) return undefined;
    const [one, other] = both;
    doubles.areTwo(one.id, other.id, visit.staff.id);
    const reply = seeOther(paths.staff.doubles(), { kind: 'participants-are-two' });
    return { reply, persons: [one.id, other.id] };
  });

  function bothOf({ request }: Visit): [Participant, Participant] | undefined {
    const [one, other] = [request.params.one, request.params.other].map((id) =>
      participants.byId(String(id)),
    );
    return one && other && one.id !== other.id ? [one, other] : undefined;
  }

  function shown(both: [Participant, Participant], form: Form): PersonReply {
    return { reply: page(mergePage(both, form)), persons: both.map(({ id }) => id) };
  }

  function refused(both: [Participant, Participant], form: Form): PersonReply {
    return { reply: invalid(mergePage(both, form)), persons: both.map(({ id }) => id) };
  }
}

function mergePage([one, other]: [Participant, Participant], form: Form) {
  const different = partsToChoose(one, other);
  return pages.merge({
    form,
    one: { ...sideOf(one), version: one.version },
    other: { ...sideOf(other), version: other.version },
    rows: different.map((part) => ({
      name: part.name,
      label: labelOf(part),
      one: partInWords(one, part),
      other: partInWords(other, part),
      chosen: form.values[part.name] ?? likelyChoice(part, one, other),
      canBeBoth: BOTH.includes(part.name),
    })),
    same: MERGE_PARTS.filter((part) => !different.includes(part))
      .map((part) => ({ label: labelOf(part), value: partInWords(one, part) }))
      .filter(({ value }) => value !== '' && value !== 'Nee'),
  });
}

function choicesIn(body: FormBody): Record<string, MergeChoice> {
  const choices = MERGE_PARTS.flatMap(({ name }) => {
    const value = (['one', 'other', 'both'] as const).find((choice) => choice === body[name]);
    return value === undefined ? [] : [[name, value] as const];
  });
  return Object.fromEntries(choices);
}

function labelOf({ name, fields }: MergePart): string {
  if (name === 'adres') return 'Adres';
  const field = name === 'achternaam' ? 'lastName' : fields[0];
  return field === undefined ? name : FIELD_NAMES[field];
}

function partInWords(entry: Participant, { name, fields }: MergePart): string {
  if (name === 'adres') return addressOf(entry).join('\n');
  const shown = fields.filter((field) => field !== 'emailKey');
  const words = shown.map((field) => valueInWords(entry, field)).filter((value) => value !== '');
  return words.join(name === 'achternaam' ? ' ' : ', ');
}
