import type { Request } from 'express';
import type { FormBody } from './body.ts';
import type { Form } from './form.ts';
import { queryText } from './query.ts';
import type { PageReply } from './reply.ts';
import type { Notice } from './view.ts';

/** A page with what somebody typed before their session ran out; `typed` is what has to be shown apart. */
type Shown = { reply: PageReply; notice?: Notice; typed?: string[] };

/** What the address says was kept, if it is this person's. */
export function keptTextOf(
  request: Request,
  find: (id: string) => FormBody | undefined,
): FormBody | undefined {
  const id = request.method === 'GET' ? queryText(request, 'bewaard') : '';
  return id === '' ? undefined : find(id);
}

/** The form of the page filled in again; where the page has no such form, what was typed is shown beside it. */
export function withKeptText(reply: PageReply, kept: FormBody): Shown {
  const form = formOf(reply.view.data);
  if (form === undefined) {
    const typed = Object.values(kept).filter((text) => /\s/.test(text.trim()));
    return { reply, notice: { kind: 'typed-text-shown' }, typed };
  }
  const data = { ...reply.view.data, form: { ...form, values: { ...form.values, ...kept } } };
  return { reply: { ...reply, view: { ...reply.view, data } }, notice: { kind: 'typed-text-back' } };
}

function formOf(data: object): Form | undefined {
  const form: unknown = 'form' in data ? data.form : undefined;
  const isForm = typeof form === 'object' && form !== null && 'values' in form && 'errors' in form;
  return isForm ? (form as Form) : undefined;
}
