import type { Papers } from '../pdf/paper.ts';
import { dateTime, longDate } from '../templates/format.ts';
import { bounceInWords } from './bounce-words.ts';
import type { Permission } from './permission.ts';
import type { Story } from './story.ts';
import { issueInWords, lastIssueInWords, permissionInWords, stepsOf } from './story-words.ts';
import type { State, Subscriber } from './subscriber.ts';

/** Everything that the paper of one reader tells. */
export type StoryPaperData = {
  subscriber: Subscriber;
  story: Story;
  permission: Permission;
  keptUntil: string | undefined;
  organisation: string;
  madeAt: string;
};

const STATES: Record<State, string> = {
  subscribed: 'Ingeschreven',
  waiting: 'Wacht op bevestiging',
  left: 'Afgemeld',
  blocked: 'Geblokkeerd',
  'put-aside': 'Opzijgezet: geen toestemming bekend',
};

/** One reader's story as a PDF, to hand over. */
export function storyPaper(papers: Papers, data: StoryPaperData): Buffer {
  const { subscriber, story, permission, keptUntil, organisation, madeAt } = data;
  const made = `Gemaakt op ${dateTime(madeAt)}`;
  const title = 'Het verhaal van één lezer';
  const paper = papers({ title, organisation, madeAt, footer: `${organisation} · ${made}` });

  paper.paragraph(
    `Dit bewaren wij over één lezer van de nieuwsbrief. ${made}. De tijden zijn Nederlandse tijden.`,
  );
  paper.paragraph(permissionInWords(permission), true);
  if (story.deliveries !== undefined) paper.paragraph(lastIssueInWords(story.deliveries, story.bounces));

  paper.part('De lezer');
  paper.lines([
    { term: 'E-mailadres', text: subscriber.address },
    { term: 'Naam', text: subscriber.name || 'niet opgegeven' },
    { term: 'Stand', text: STATES[subscriber.state] },
    { term: 'Stand sinds', text: longDate(subscriber.changedAt) },
    { term: 'In de lijst sinds', text: longDate(subscriber.createdAt) },
    ...(keptUntil ? [{ term: 'Bewaard tot', text: longDate(keptUntil) }] : []),
  ]);

  paper.part('Wat er is gebeurd');
  const steps = stepsOf(story);
  if (steps.length === 0) paper.paragraph('Er is nog niets gebeurd.');
  paper.lines(steps.map(({ at, text, quote, code }) => ({ term: dateTime(at), text, quote, code })));

  if (story.deliveries !== undefined && story.deliveries.length > 0) {
    paper.part('Verstuurde nieuwsbrieven');
    paper.lines(
      story.deliveries.map((delivery) => ({
        term: dateTime(delivery.at),
        text: delivery.subject,
        code: issueInWords(delivery, story.bounces),
      })),
    );
  }

  if (story.bounces.length > 0) {
    paper.part('Mail die terugkwam');
    paper.lines(story.bounces.map((bounce) => ({ term: dateTime(bounce.at), text: bounceInWords(bounce) })));
  }
  return paper.finish();
}
