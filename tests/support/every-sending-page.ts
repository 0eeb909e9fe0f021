import { paths } from '../../src/paths.ts';
import { openSite } from './site.ts';

type Note = (name: string, path: string, answer: { text: string; headers: Record<string, unknown> }) => void;

const MINUTE = 60_000;
const READERS = 60;
const CONTENT = { subject: 'Samen eten', preheader: 'Kom ook', introduction: 'Beste lezer,', blocks: [] };

/** Goes through sending an issue, into every state that it has. */
export async function seeEverySendingPage(note: Note): Promise<void> {
  const site = await openSite({ env: { MAIL_RATE: '0' } });
  const { issues, sending, subscribers, connection } = site.services;
  const paula = await site.signIn();
  const { staff } = paths;

  const empty = issues.createFrom({ ...CONTENT, subject: '', introduction: '' });
  const issue = issues.createFrom(CONTENT);
  const page = staff.sendIssue(issue.id);
  const see = async (name: string, path = page) => note(`sending: ${name}`, path, await paula.get(path));
  const decide = (form: Record<string, string>) =>
    paula.post(page, { versie: String(issue.version), wanneer: 'nu', ...form });

  await see('not yet', staff.sendIssue(empty.id));
  await see('nobody to send to');
  const since = site.clock.now().toISOString();
  subscribers.addMany(
    Array.from({ length: READERS }, (_, number) => {
      const address = `lezer${number}@lezers.example`;
      return { name: '', address: { typed: address, key: address }, state: 'subscribed' as const, since };
    }),
  );
  await see('asks once more');
  note('sending: a time refused', page, await decide({ wanneer: 'later', moment: 'x' }));
  await decide({});
  await see('planned');
  await paula.post(staff.stopIssue(issue.id));
  await see('stopped', staff.issue(issue.id));
  await decide({});
  site.clock.advance(10 * MINUTE);
  const sub = subscribers.list({ words: '' }).subscribers[0]?.id ?? '';
  await sending.freezing.step();
  await see('sending');
  await paula.post(staff.pauseIssue(issue.id));
  await see('paused by staff');
  await paula.post(staff.resumeIssue(issue.id));
  await see('resumed');
  await site.smtp.goAway();
  await site.runTask('send the newsletter');
  await see('paused, no server');
  await site.smtp.comeBack();
  for (const [reason, name] of [
    ['refusing', 'refusing'],
    ['miscounted', 'miscounted'],
  ] as const) {
    connection.prepare('UPDATE sendings SET pause_reason = ?').run(reason);
    await see(`paused, ${name}`);
  }
  subscribers.leave.leaveById(sub);
  site.smtp.mood.dropsAfterData = (recipient) => recipient.includes('lezer1');
  site.smtp.mood.statusFor = (recipient) =>
    recipient.includes('lezer2') ? 550 : recipient.includes('lezer3') ? 450 : undefined;
  await paula.post(staff.resumeIssue(issue.id));
  await site.settle();
  await see('some tried again');
  for (const list of ['onzeker', 'niet-bezorgd', 'later']) {
    await see(`readers ${list}`, staff.issueReaders(issue.id, list));
  }
  const list = staff.issueReaders(issue.id, 'onzeker');
  const uncertain = sending.look({ issueId: issue.id, state: 'uncertain', after: 0, most: 2 });
  const [one, other] = uncertain.map(({ id }) => String(id));
  await paula.post(staff.sendOnceMore(issue.id, one ?? ''));
  await see('once more', list);
  await paula.post(staff.leaveUncertain(issue.id, other ?? ''));
  await see('left so', list);
  await paula.post(staff.leaveUncertain(issue.id, other ?? ''));
  await see('already decided', list);
  await paula.post(staff.cancelIssue(issue.id));
  await see('ended');
  await paula.post(staff.cancelIssue(issue.id));
  await see('moved on');
  await paula.post(staff.stopIssue(issue.id));
  await see('too late to stop');
}
