import { z } from 'zod';
import type { FormBody } from '../web/body.ts';
import { line, lines } from '../web/field-types.ts';
import { type Form, type Refused, readForm } from '../web/form.ts';
import type { Step } from './blocks.ts';
import type { Block, Issue, IssueContent } from './issue.ts';
import type { Origin } from './issues.ts';

const LONGEST_TEXT = 20_000;
const MOST_BLOCKS = 40;
const TOO_MANY_BLOCKS = `Een nieuwsbrief heeft ten hoogste ${MOST_BLOCKS} blokken. Haal er een weg, of maak een tweede nieuwsbrief.`;

/** What a button of the form asks for, besides saving. */
export type Wish = { kind: 'save' | 'look' | 'pick-articles' | 'save-as-new' } | { kind: 'step'; step: Step };

/** Reads the form of an issue. Nothing in it has to be filled in: a draft may be as unfinished as it is. */
export function readIssueForm(body: FormBody): { ok: true; value: IssueContent } | Refused {
  const kinds = blockKinds(body);
  if (kinds.length > MOST_BLOCKS)
    return { ok: false, form: { values: body, errors: { '': TOO_MANY_BLOCKS } } };
  const read = readForm(fieldsFor(kinds), body);
  if (!read.ok) return read;
  const { onderwerp: subject, tweederegel: preheader, inleiding: introduction, ...texts } = read.value;
  const blocks = kinds.map((kind, index): Block => {
    return blockOf(kind, (texts as Record<string, string>)[`blok${index + 1}`] ?? '');
  });
  return { ok: true, value: { subject, preheader, introduction, blocks } };
}

/** What stands in the form of an issue. The version tells which one the person looked at. */
export function valuesOf(issue: Issue): Record<string, string> {
  const { subject, preheader, introduction, version } = issue;
  return {
    ...{ onderwerp: subject, tweederegel: preheader, inleiding: introduction, versie: String(version) },
    ...Object.fromEntries(issue.blocks.flatMap(fieldsOf)),
  };
}

/** The blocks of a form as it was sent, also of one that could not be read. */
export function blocksIn(values: Record<string, string>): Block[] {
  return blockKinds(values).map((kind, index) => blockOf(kind, values[`blok${index + 1}`] ?? ''));
}

/** Which version and which open page a form came from; version 0, which no issue has, when it says none. */
export function originOf(body: FormBody): Origin {
  const version = /^\d{1,9}$/.test(body.versie ?? '') ? Number(body.versie) : 0;
  return { version, page: /^[\w-]{16,64}$/.test(body.pagina ?? '') ? (body.pagina ?? '') : '' };
}

/** Which button was pressed. One that is not known saves. */
export function wishOf(body: FormBody): Wish {
  const [, word = '', number = '0'] = /^([a-z-]+?)(?:-(\d{1,3}))?$/.exec(body.doe ?? '') ?? [];
  const block = Number(number) - 1;
  switch (word) {
    case 'nakijken':
      return { kind: 'look' };
    case 'artikelen':
      return { kind: 'pick-articles' };
    case 'als-nieuw':
      return { kind: 'save-as-new' };
    case 'omhoog':
      return { kind: 'step', step: { kind: 'up', block } };
    case 'omlaag':
      return { kind: 'step', step: { kind: 'down', block } };
    case 'weg':
      return { kind: 'step', step: { kind: 'remove', block } };
    case 'terugzetten':
      return { kind: 'step', step: { kind: 'put-back' } };
    case 'tekst':
      return { kind: 'step', step: { kind: 'add-text', at: placeIn(body) } };
    case 'agenda':
      return { kind: 'step', step: { kind: 'add-meetings', at: placeIn(body) } };
    default:
      return { kind: 'save' };
  }
}

/** Before which block something new comes, counted from 0: after all of them where the form says nothing. */
export function placeIn(body: FormBody): number {
  return /^\d{1,3}$/.test(body.plaats ?? '') ? Number(body.plaats) : Number.MAX_SAFE_INTEGER;
}

/** The articles that were picked. */
export function pickedArticles(body: FormBody): string[] {
  return Object.keys(body)
    .filter((name) => name.startsWith('kies-'))
    .map((name) => name.slice('kies-'.length))
    .slice(0, MOST_BLOCKS);
}

/** The form again as it was typed, on top of the version that is there now, with what is the matter. */
export function formAgain(body: FormBody, version: number, message: string): Form {
  return { values: { ...body, versie: String(version) }, errors: { '': message } };
}

export const archiveForm = z.object({ zichtbaar: z.enum(['ja', 'nee']) });

export const proofForm = z.object({ aan: z.enum(['mij', 'allen']).catch('mij') });

function blockOf(kind: string, value: string): Block {
  if (kind === 'agenda') return { kind: 'meetings' };
  return kind === 'artikel' ? { kind: 'article', slug: value } : { kind: 'text', markdown: value };
}

function blockKinds(values: Record<string, string>): string[] {
  const kinds = [];
  for (let number = 1; ; number += 1) {
    const kind = values[`blok${number}soort`];
    if (kind === undefined) return kinds;
    kinds.push(kind);
  }
}

function fieldsFor(kinds: string[]) {
  const blocks = kinds.map((kind, index) => [
    `blok${index + 1}`,
    kind === 'artikel' ? line(200) : lines(LONGEST_TEXT),
  ]);
  return z.object({
    ...{ onderwerp: line(200), tweederegel: line(300), inleiding: lines(LONGEST_TEXT) },
    ...(Object.fromEntries(blocks) as Record<string, ReturnType<typeof line>>),
  });
}

function fieldsOf(block: Block, index: number): [string, string][] {
  const name = `blok${index + 1}`;
  if (block.kind === 'meetings') return [[`${name}soort`, 'agenda']];
  if (block.kind === 'article') {
    return [
      [`${name}soort`, 'artikel'],
      [name, block.slug],
    ];
  }
  return [
    [`${name}soort`, 'tekst'],
    [name, block.markdown],
  ];
}
