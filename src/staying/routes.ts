import { z } from 'zod';
import { paths } from '../paths.ts';
import { readForm } from '../web/form.ts';
import { page, seeOther } from '../web/reply.ts';
import type { Routes } from '../web/router.ts';
import * as pages from './pages.ts';
import type { Staying } from './staying.ts';

const answerForm = z.object({ antwoord: z.enum(['blijf', 'weg']) });

/** What somebody answers to the question whether they want to stay in the register. */
export function stayingRoutes(routes: Routes, { staying }: { staying: Staying }): void {
  routes.personal(paths.stayAnswered(':answer'), ({ params: { answer } }) =>
    answer === 'blijf' || answer === 'weg' ? page(pages.answered({ stays: answer === 'blijf' })) : undefined,
  );

  routes.personal(paths.stay(':token'), (request) => {
    const token = String(request.params.token);
    const opened = staying.open(token);
    if (opened === undefined) return page(pages.unknown({}), 404);
    const { entry, wantsOutAt } = opened;
    return page(pages.question({ token, name: entry.firstName, wantsOut: wantsOutAt !== undefined }));
  });

  routes.post(paths.stay(':token'), (request, body) => {
    const token = String(request.params.token);
    const read = readForm(answerForm, body);
    if (!read.ok) return seeOther(paths.stay(token));
    const { antwoord } = read.value;
    if (staying.answer(token, antwoord === 'blijf' ? 'stay' : 'leave') === 'unknown')
      return page(pages.unknown({}), 404);
    return seeOther(paths.stayAnswered(antwoord));
  });
}
