import { expect, it } from 'vitest';
import { paths } from '../../src/paths.ts';
import { DAY, gate, HOUR, MINUTE, openSending, reader } from './sending.ts';

it('tells how far it is, how fast it goes and how long it takes, on a page that is right when it is loaded again', async () => {
  const { site, issue, paula, page, decide } = await openSending(100);
  await decide();
  site.clock.advance(10 * MINUTE);
  while (await site.services.sending.freezing.step()) {}
  const { opened, open } = gate();
  let asked = 0;
  site.smtp.mood.holds = () => {
    asked += 1;
    site.clock.advance(1000);
    return asked < 50 ? undefined : opened;
  };
  const running = site.runTask('send the newsletter');
  while (asked < 53) await new Promise((resolve) => setTimeout(resolve, 5));
  await new Promise((resolve) => setTimeout(resolve, 50));
  const { sending, counts, perSecond, secondsLeft } = site.services.sending.progressOf(issue.id) ?? {};
  expect(sending?.state).toBe('sending');
  expect(counts?.sent).toBe(49);
  expect(perSecond).toBeGreaterThan(0.6);
  expect(perSecond).toBeLessThan(1.3);
  expect(secondsLeft).toBeGreaterThan(40);
  expect(secondsLeft).toBeLessThan(85);
  const first = await paula.get(page);
  expect(first.text).toMatch(/tile-number">49</);
  expect(first.text).toContain('Van de 100 lezers');
  expect(first.text).toContain('js/sending');
  expect((await paula.get(page)).text).toMatch(/tile-number">49</);
  open();
  await running;
});

it('counts who left within a week after it arrived, and not who left before, later, or came back', async () => {
  const { site, issue, send } = await openSending(6);
  const { leave } = site.services.subscribers;
  const idOf = (number: number) =>
    String(site.services.subscribers.list({ words: reader(number) }).subscribers[0]?.id);
  const [one, two, three, four] = [idOf(1), idOf(2), idOf(3), idOf(4)];
  await send();
  const figures = () => site.services.sending.figuresOf(issue.id);
  expect(figures()).toMatchObject({ total: 6, sent: 6, leftAfter: 0, weekIsOver: false });
  site.clock.advance(HOUR);
  leave.leaveById(one);
  const token = site.services.subscribers.byId(four)?.leaveToken ?? '';
  const left = leave.leave(token, 'link');
  if (left.kind === 'left') leave.undo(left.undoToken);
  site.clock.advance(6 * DAY);
  leave.leaveById(two);
  site.clock.advance(2 * DAY);
  leave.leaveById(three);
  expect(figures()).toMatchObject({ leftAfter: 2, weekIsOver: true });
  const paula = await site.signIn();
  const page = await paula.get(paths.staff.sendIssue(issue.id));
  expect(page.text).toContain('2 lezers hebben zich afgemeld in de week na deze nieuwsbrief.');
  expect(page.text).toContain('<svg');
  expect(page.text).toContain('Bezorgd bij de mailserver');
});

it('counts the week from when each reader got it, not from when the last one did', async () => {
  const { site, issue, send } = await openSending(3);
  site.smtp.mood.statusFor = (recipient) => (recipient === reader(3) ? 451 : undefined);
  await send();
  site.clock.advance(2 * DAY);
  site.smtp.mood.statusFor = undefined;
  await site.settle();
  site.clock.advance(6 * DAY);
  for (const number of [1, 3]) {
    const found = site.services.subscribers.list({ words: reader(number) }).subscribers[0];
    site.services.subscribers.leave.leaveById(String(found?.id));
  }
  expect(site.services.sending.figuresOf(issue.id)).toMatchObject({ sent: 3, leftAfter: 1 });
});

it("tells each reader's own story: which issues, and what the mail server said", async () => {
  const { site, issue, send } = await openSending(2);
  site.smtp.mood.statusFor = (recipient) => (recipient === reader(2) ? 550 : undefined);
  await send();
  const story = (number: number) => {
    const id = String(site.services.subscribers.list({ words: reader(number) }).subscribers[0]?.id);
    return site.services.sending.deliveriesOf(id);
  };
  expect(story(1)).toMatchObject([
    {
      issueId: issue.id,
      subject: issue.subject,
      slug: issue.slug,
      state: 'sent',
      at: '2026-03-05T10:10:00.000Z',
    },
  ]);
  expect(story(1)[0]?.answer).toMatch(/^250 /);
  expect(story(2)).toMatchObject([{ state: 'failed', answer: '550 not now' }]);
});

it('tells nothing of an issue that nobody got yet', async () => {
  const { site, issue, decide } = await openSending(1);
  await decide();
  const id = String(site.services.subscribers.list({ words: reader(1) }).subscribers[0]?.id);
  expect(site.services.sending.deliveriesOf(id)).toEqual([]);
  expect(site.services.sending.figuresOf(issue.id)).toBeUndefined();
});

it('shows long lists of readers in parts, each look in the access log', async () => {
  const { site, paula, issue, send } = await openSending(130);
  site.smtp.mood.dropsAfterData = (recipient) => Number(/\d+/.exec(recipient)?.[0]) > 60;
  await send();
  const first = await paula.get(paths.staff.issueReaders(issue.id, 'onzeker'));
  expect(first.text).toContain('70 lezers');
  expect(first.text.match(/<th scope="row">/g)).toHaveLength(50);
  const next = /href="([^"]+)" rel="next"/.exec(first.text)?.[1] ?? '';
  const second = await paula.get(next);
  expect(second.text.match(/<th scope="row">/g)).toHaveLength(20);
  const looks = site.services.accessLog.newest(10).filter(({ action }) => action === 'subscriber.deliveries');
  expect(looks.map(({ persons }) => persons.length)).toEqual([20, 50]);
});

it('has a page for every list, and none for another', async () => {
  const { paula, issue, send } = await openSending(1);
  await send();
  for (const list of ['onzeker', 'niet-bezorgd', 'later']) {
    expect((await paula.get(paths.staff.issueReaders(issue.id, list))).text).toContain('Hier staat niemand');
  }
  expect((await paula.get(paths.staff.issueReaders(issue.id, 'alles'))).status).toBe(404);
  const nobody = paths.staff.sendOnceMore(issue.id, '999');
  expect((await paula.post(nobody)).status).toBe(404);
  expect((await paula.post(paths.staff.leaveUncertain(issue.id, 'x'))).status).toBe(404);
});
