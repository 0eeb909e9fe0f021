import { paths } from '../paths.ts';
import { changedFields, type ParticipantChange, stillHas } from './history.ts';
import type { Step } from './pages.ts';
import type { Participant } from './participant.ts';
import { FIELD_NAMES, valueInWords } from './words.ts';

const KIND_WORDS: Record<ParticipantChange['kind'], string> = {
  added: 'Toegevoegd',
  changed: 'Gewijzigd',
  removed: 'Verwijderd',
  restored: 'Teruggezet',
  merged: 'Samengevoegd met een dubbele',
};

/** One change of an entry as its history shows it. */
export function stepOf(
  change: ParticipantChange,
  entry: Participant,
  nameOf: (staffId: string) => string,
): Step {
  const { before, after, at, reason, undoneAt } = change;
  const fields = before && after ? changedFields(before, after) : [];
  return {
    ...{ at, reason, undoneAt },
    what: KIND_WORDS[change.kind],
    who: whoDid(change, nameOf),
    fields: fields
      .filter((field) => field !== 'emailKey')
      .map((field) => ({
        name: FIELD_NAMES[field],
        before: before ? valueInWords(before, field) : '',
        after: after ? valueInWords(after, field) : '',
      })),
    undo: undoOf(change, entry),
  };
}

/** Who did it, in words. */
export function whoDid({ actor, staffId }: ParticipantChange, nameOf: (staffId: string) => string): string {
  if (actor === 'person') return 'de persoon zelf';
  return actor === 'program' ? 'het programma' : nameOf(staffId);
}

/** Where the form goes that puts it back, where nothing was changed in it since. */
function undoOf(change: ParticipantChange, entry: Participant): string | undefined {
  const { id, kind, batchId, before, after, undoneAt } = change;
  if (before === undefined || after === undefined || undoneAt !== null) return undefined;
  const fields = changedFields(before, after);
  if (fields.length === 0 || !stillHas(entry, after, fields)) return undefined;
  if (kind === 'merged') return batchId === null ? undefined : paths.staff.undoTogether(batchId);
  return paths.staff.undoParticipantChange(id);
}
