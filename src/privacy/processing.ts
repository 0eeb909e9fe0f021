import { GROUPS } from '../retention/kinds.ts';
import { type SetTerms, type ToldKind, tellKinds } from '../retention/telling.ts';
import { GROUP_NAMES } from '../retention/words.ts';
import type { PromiseId } from './promise.ts';
import { PROMISE_WORDS } from './promise-words.ts';
import { toldFields } from './register-fields.ts';

/** What the record of processing is about: who is responsible, and how the site runs now. */
export type ProcessingFacts = {
  organisation: {
    name: string;
    address: string[];
    email?: string | null | undefined;
    phone?: string | null | undefined;
  };
  /** Who delivers the mail; undefined while it is caught on this computer. */
  provider: string | undefined;
  staffCount: number;
  set: SetTerms;
  promises: readonly PromiseId[];
};

/** Activities with the people whom they are about, as the record tells them. */
export type ProcessingGroup = { name: string; recipients: string; kinds: ToldKind[] };

/** The record of processing activities (article 30, first paragraph, of the GDPR), made of the retention table. */
export type ProcessingRecord = {
  facts: { term: string; text: string }[];
  groups: ProcessingGroup[];
  measures: string[];
};

/** Makes the record of what holds now. */
export function processingRecord(facts: ProcessingFacts): ProcessingRecord {
  const { organisation, provider, staffCount, set, promises } = facts;
  const reach = [...organisation.address, organisation.email, organisation.phone].filter(Boolean).join(', ');
  return {
    facts: [
      { term: 'Verantwoordelijke', text: [organisation.name, reach].filter(Boolean).join(', ') },
      { term: 'Wie erbij kan', text: peopleWithAccess(staffCount) },
      {
        term: 'Bezorging van mail',
        text: provider ?? 'Mail wordt nu niet verstuurd, maar op deze computer opgevangen.',
      },
      {
        term: 'Buiten de EU',
        text: provider
          ? `De website zelf geeft niets door buiten de EU. Vraag het bedrijf dat de mail bezorgt waar het dat doet, en leg dat vast.`
          : 'Er gaat niets buiten de EU.',
      },
      { term: 'In het register', text: `${toldFields().join('; ')}.` },
    ],
    groups: GROUPS.map((about) => {
      const kinds = tellKinds(set, about);
      const mailed = provider !== undefined && kinds.some((kind) => kind.mailed);
      const recipients = mailed
        ? `${provider}, alleen om mail te bezorgen; verder niemand`
        : 'niemand buiten de organisatie';
      return { name: GROUP_NAMES[about], recipients, kinds };
    }),
    measures: promises.map((id) => `${PROMISE_WORDS[id].promise} ${PROMISE_WORDS[id].enforcedBy}`),
  };
}

function peopleWithAccess(count: number): string {
  if (count === 0) return 'nog niemand';
  return count === 1
    ? '1 medewerker, met een eigen account'
    : `${count} medewerkers, ieder met een eigen account`;
}
