import { paths } from '../../src/paths.ts';
import * as messages from '../bounces/messages.ts';
import { openReturning } from '../bounces/returning.ts';
import { reader } from '../newsletter/sending.ts';
import { Anna } from './people.ts';
import { linkIn } from './site.ts';

type Note = (name: string, path: string, answer: { text: string; headers: Record<string, unknown> }) => void;

const SOFT = ['5.2.2', '552 5.2.2 Mailbox full'] as const;
const PROBLEMS = ['unreachable', 'refused', 'folder', 'other'];

/** Goes through everything that mail that came back leaves behind on pages. */
export async function seeEveryBouncePage(note: Note): Promise<void> {
  const { site, paula, page, send, comesBack, about, aboutLast, idOf } = await openReturning(6);
  const see = async (name: string, path: string = paths.staff.returnedMail()) =>
    note(`returned mail: ${name}`, path, await paula.get(path));

  await see('nothing');
  for (const problem of PROBLEMS) {
    site.services.connection
      .prepare('UPDATE bounce_mailbox SET failing_since = ?, problem = ?')
      .run(site.clock.now().toISOString(), problem);
    await see(`can not be read (${problem})`);
    await see(`overview, can not be read (${problem})`, paths.staff.dashboard());
  }
  await send();
  await comesBack(messages.fromPostfix(about(1)));
  await comesBack(messages.fromPostfix(about(2), ...SOFT));
  await comesBack(messages.fromSpamButton(about(3)));
  await comesBack(messages.away(about(4)));
  await comesBack(messages.fromPostfix(about(5), '4.4.1', 'timed out', 'delayed'));
  await comesBack(messages.fromPostfix({ ...about(6), to: 'terug@kantoor.example', messageId: '' }));
  await comesBack(
    messages.mail(
      ['From: MAILER-DAEMON@x.example', 'Subject: Undeliverable', 'To: x@y.example'],
      'Het lukte niet.',
    ),
  );
  await comesBack(messages.fromPostfix({ ...about(1), to: 'terug+aaaaaaaaaaaaaaaa@kantoor.example' }));
  const gone = about(1);
  await see('of every kind');
  await see('overview', paths.staff.dashboard());
  await see('the figures', page);
  await see('a blocked reader', paths.staff.subscriber(idOf(reader(1))));
  await see('a reader who complained', paths.staff.subscriber(idOf(reader(3))));
  await site.subscribe(Anna);
  await comesBack(messages.fromPostfix(aboutLast(Anna.email)));
  await site.post(paths.ownData(), { email: Anna.email });
  await site.settle();
  const own = linkIn(site.mailTo(Anna.email), '/mijn-gegevens/');
  note('own data of a blocked reader', own, await site.get(own));
  await paula.post(paths.staff.removeSubscriber(idOf(reader(1))));
  await comesBack(messages.fromQmail(gone));
  await see('about a reader who was removed');
  const handled = site.services.bounces.unhandled(1)[0]?.id ?? '';
  await paula.post(paths.staff.handleReturnedMail(handled));
  await see('handled');
  await paula.post(paths.staff.handleReturnedMail(handled));
  await see('was handled');
}
