import type { AddressInfo } from 'node:net';
import { createServer } from 'node:net';
import { setTimeout as pause } from 'node:timers/promises';
import { expect, it, onTestFinished } from 'vitest';
import { createLine } from '../../src/mail/line.ts';
import { smtpOptions } from '../../src/mail/smtp-options.ts';
import { paths } from '../../src/paths.ts';
import { DAY, HOUR, MINUTE, openSending, reader } from './sending.ts';

it('tries a reader again with growing pauses for two days when the server says later, and then gives up', async () => {
  const { site, paula, issue, send, counts, arrived, state } = await openSending(3);
  let tries = 0;
  site.smtp.mood.statusFor = (recipient) => {
    if (recipient !== reader(2)) return undefined;
    tries += 1;
    return 451;
  };
  await send();
  expect(arrived()).toHaveLength(2);
  expect(counts()).toMatchObject({ sent: 2, retry: 1 });
  expect(state()).toBe('sending');
  site.clock.advance(5 * MINUTE - 1);
  await site.settle();
  expect(tries).toBe(1);
  site.clock.advance(1);
  await site.settle();
  expect(tries).toBe(2);
  site.clock.advance(15 * MINUTE - 1);
  await site.settle();
  expect(tries).toBe(2);
  const list = await paula.get(paths.staff.issueReaders(issue.id, 'later'));
  expect(list.text).toContain(reader(2));
  expect(list.text).toContain('451 not now');
  for (let time = 0; time < 5; time += 1) {
    site.clock.advance(12 * HOUR);
    await site.settle();
  }
  expect(counts()).toMatchObject({ sent: 2, failed: 1 });
  expect(state()).toBe('sent');
  const later = await site.signIn();
  expect((await later.get(paths.staff.issueReaders(issue.id, 'niet-bezorgd'))).text).toContain('451 not now');
});

it('sends to a reader that the server first said later about, with the same Message-ID', async () => {
  const { site, send, arrived, state, newsletterTo } = await openSending(1);
  site.smtp.mood.status = 450;
  await send();
  site.smtp.mood.status = undefined;
  site.clock.advance(5 * MINUTE);
  await site.settle();
  expect(arrived()).toEqual([reader(1)]);
  expect(newsletterTo(reader(1)).messageId).toMatch(/^<.+@localhost>$/);
  expect(state()).toBe('sent');
});

it("takes a refusal for good as final, and keeps the server's words", async () => {
  const { site, page, issue, send, counts, state } = await openSending(3);
  site.smtp.mood.statusFor = (recipient) => (recipient === reader(1) ? 550 : undefined);
  await send();
  expect(counts()).toMatchObject({ sent: 2, failed: 1 });
  expect(state()).toBe('sent');
  site.clock.advance(DAY);
  await site.settle();
  expect(counts()).toMatchObject({ sent: 2, failed: 1 });
  const paula = await site.signIn();
  expect((await paula.get(page)).text).toContain('Niet bezorgd: 1 lezer');
  const list = await paula.get(paths.staff.issueReaders(issue.id, 'niet-bezorgd'));
  expect(list.text).toContain(reader(1));
  expect(list.text).toContain('550 not now');
  expect(site.services.accessLog.newest(1)[0]).toMatchObject({ action: 'subscriber.deliveries' });
  expect(site.services.accessLog.newest(1)[0]?.persons).toHaveLength(1);
});

it('waits when a server refuses reader after reader, rather than to give up on the whole list', async () => {
  const { site, paula, page, send, counts, state } = await openSending(200);
  site.smtp.mood.status = 554;
  await send();
  expect(state()).toBe('paused');
  expect(counts()?.failed).toBeLessThanOrEqual(25 + 5);
  expect(counts()?.pending).toBeGreaterThan(150);
  expect((await paula.get(page)).text).toContain('weigerde heel veel lezers achter elkaar');
  site.clock.advance(DAY);
  await site.settle();
  expect(state()).toBe('paused');
});

it('does not know what became of a mail when the connection is lost after DATA: it stays uncertain, and is not sent again', async () => {
  const { site, page, issue, send, arrived, counts, state } = await openSending(6);
  site.smtp.mood.dropsAfterData = (recipient) => recipient === reader(4);
  await send();
  expect(counts()).toMatchObject({ sent: 5, uncertain: 1 });
  expect(state()).toBe('sent');
  site.smtp.mood.dropsAfterData = undefined;
  site.clock.advance(3 * DAY);
  await site.settle();
  expect(arrived().filter((address) => address === reader(4))).toHaveLength(1);
  const paula = await site.signIn();
  expect((await paula.get(page)).text).toContain('Onzeker: 1 lezer');
  const list = await paula.get(paths.staff.issueReaders(issue.id, 'onzeker'));
  expect(list.text).toContain(reader(4));
  expect(list.text).toContain('Stuur nog een keer');
  expect(list.text).toContain('Laat zo');
});

it('sends an uncertain one once more when staff say so, with the same Message-ID, and then is done again', async () => {
  const { site, paula, issue, send, counts, state } = await openSending(3);
  site.smtp.mood.dropsAfterData = (recipient) => recipient === reader(2);
  await send();
  site.smtp.mood.dropsAfterData = undefined;
  const list = paths.staff.issueReaders(issue.id, 'onzeker');
  const again = /action="([^"]+nog-een-keer)"/.exec((await paula.get(list)).text)?.[1] ?? '';
  expect((await paula.post(again)).headers.location).toBe(list);
  await site.settle();
  expect(counts()).toMatchObject({ sent: 3, uncertain: 0 });
  expect(state()).toBe('sent');
  const mails = site.mails.filter(({ recipient }) => recipient === reader(2));
  expect(mails).toHaveLength(2);
  expect(new Set(mails.map(({ messageId }) => messageId)).size).toBe(1);
  expect((await paula.post(again)).headers.location).toBe(list);
  await site.settle();
  expect(site.mails.filter(({ recipient }) => recipient === reader(2))).toHaveLength(2);
});

it('leaves an uncertain one as it is when staff say so, and asks no more', async () => {
  const { site, paula, page, issue, send, counts } = await openSending(3);
  site.smtp.mood.dropsAfterData = (recipient) => recipient === reader(2);
  await send();
  const list = paths.staff.issueReaders(issue.id, 'onzeker');
  const leave = /action="([^"]+zo-laten)"/.exec((await paula.get(list)).text)?.[1] ?? '';
  await paula.post(leave);
  expect((await paula.get(list)).text).toContain('Er is niets om over te beslissen');
  expect((await paula.get(page)).text).not.toContain('Bekijk en beslis');
  expect((await paula.get(page)).text).toMatch(/Onzeker<\/th>/);
  expect(counts()).toMatchObject({ sent: 2, uncertain: 1 });
});

it('pauses by itself when no server answers, says so, and goes on by itself after growing pauses: nobody is lost', async () => {
  const { site, paula, page, send, arrived, counts, state } = await openSending(20);
  await site.smtp.goAway();
  await send();
  expect(state()).toBe('paused');
  expect(counts()).toMatchObject({ pending: 20, sending: 0, uncertain: 0, failed: 0 });
  const told = await paula.get(page);
  expect(told.text).toContain('De mailserver neemt nu geen mail aan');
  expect(told.text).toContain('ECONNREFUSED');
  expect(told.text).toContain('datetime="2026-03-05T10:11:00.000Z"');
  site.clock.advance(MINUTE);
  await site.settle();
  expect((await paula.get(page)).text).toContain('datetime="2026-03-05T10:13:00.000Z"');
  await site.smtp.comeBack();
  site.clock.advance(2 * MINUTE - 1);
  await site.settle();
  expect(arrived()).toEqual([]);
  site.clock.advance(1);
  await site.settle();
  expect(new Set(arrived()).size).toBe(20);
  expect(arrived()).toHaveLength(20);
  expect(state()).toBe('sent');
});

it('loses and doubles nobody when the server goes away in the middle', async () => {
  const { site, send, arrived, counts, state } = await openSending(60);
  site.smtp.mood.holds = (recipient) => {
    if (arrived().length !== 30) return undefined;
    return recipient === '' ? undefined : site.smtp.goAway();
  };
  await send();
  expect(state()).toBe('paused');
  site.smtp.mood.holds = undefined;
  await site.smtp.comeBack();
  site.clock.advance(HOUR);
  await site.settle();
  expect(state()).toBe('sent');
  const uncertain = counts()?.uncertain ?? 0;
  expect(uncertain).toBeGreaterThan(0);
  expect(uncertain).toBeLessThanOrEqual(4);
  expect(counts()?.sent).toBe(60 - uncertain);
  expect(new Set(arrived()).size).toBe(arrived().length);
});

it('pauses when the server wants no mail from us: that is our own configuration, not the readers', async () => {
  const { site, paula, page, send, counts, state } = await openSending(5);
  site.smtp.mood.statusForSender = 550;
  await send();
  expect(state()).toBe('paused');
  expect(counts()).toMatchObject({ pending: 5 });
  expect((await paula.get(page)).text).toContain('550 not you');
});

it('stays paused when staff pause what paused by itself, and goes on at once when they say so', async () => {
  const { site, paula, issue, send, arrived, state } = await openSending(2);
  await site.smtp.goAway();
  await send();
  await paula.post(paths.staff.pauseIssue(issue.id));
  await site.smtp.comeBack();
  site.clock.advance(DAY);
  await site.settle();
  expect(state()).toBe('paused');
  await (await site.signIn()).post(paths.staff.resumeIssue(issue.id));
  await site.settle();
  expect(arrived()).toHaveLength(2);
});

it('marks what was being handed over when the program ended as uncertain, and sends it to nobody again', async () => {
  const { site, paula, issue, decide, arrived, counts, state } = await openSending(10);
  await decide();
  site.clock.advance(10 * MINUTE);
  while (await site.services.sending.freezing.step()) {}
  site.services.connection
    .prepare(`UPDATE deliveries SET state = 'sending', attempts = 1, first_tried_at = due_at WHERE id <= 3`)
    .run();
  site.services.sending.recover();
  await site.settle();
  expect(arrived()).toHaveLength(7);
  expect(counts()).toMatchObject({ sent: 7, uncertain: 3 });
  expect(state()).toBe('sent');
  const list = await paula.get(paths.staff.issueReaders(issue.id, 'onzeker'));
  expect(list.text).toContain('De site stopte terwijl deze mail werd overgedragen.');
});

it('lets no mail leave without its row when the disk is full, and goes on when there is room', async () => {
  const { site, decide, arrived, counts, state } = await openSending(400);
  const { connection } = site.services;
  await decide();
  site.clock.advance(10 * MINUTE);
  while (await site.services.sending.freezing.step()) {}
  const pages = Number(connection.pragma('page_count', { simple: true }));
  connection.pragma(`max_page_count = ${pages + 1}`);
  await expect(site.runTask('send the newsletter')).rejects.toThrow(/full/);
  const mails = arrived().length;
  const { pending = 0, sending = 0, sent = 0 } = counts() ?? {};
  expect(pending).toBeGreaterThan(0);
  expect(mails).toBe(sent + sending);
  expect(sending).toBeLessThanOrEqual(4);
  await expect(site.runTask('send the newsletter')).rejects.toThrow(/full/);
  expect(arrived()).toHaveLength(mails);
  connection.pragma('max_page_count = 1073741823');
  await site.settle();
  expect(arrived()).toHaveLength(400);
  expect(new Set(arrived()).size).toBe(400);
  expect(counts()).toMatchObject({ sent: 400, uncertain: 0 });
  expect(state()).toBe('sent');
});

it('keeps nothing of a reader who is removed, and the count adds up all the same', async () => {
  const { site, send, counts, state, arrived } = await openSending(4);
  site.smtp.mood.statusFor = (recipient) => (recipient === reader(2) ? 451 : undefined);
  await send();
  for (const number of [1, 2]) {
    const found = site.services.subscribers.list({ words: reader(number) }).subscribers[0];
    site.services.subscribers.retention.remove(String(found?.id));
  }
  await site.settle();
  expect(counts()).toMatchObject({ sent: 3, left: 1 });
  expect(state()).toBe('sent');
  expect(arrived()).toHaveLength(3);
  const rows = JSON.stringify(site.services.connection.prepare('SELECT * FROM deliveries').all());
  expect(rows).not.toContain(reader(1));
  expect(rows).not.toContain(reader(2));
  expect(rows).toContain(reader(3));
});

it('waits for the answer as long as it has to, and calls it unsure when it never comes', async () => {
  const silent = createServer((socket) => {
    socket.write('220 silent\r\n');
    socket.on('error', () => {});
    socket.on('data', (data) => {
      const text = String(data);
      if (text.includes('EHLO')) socket.write('250 silent\r\n');
      else if (/^(?:MAIL|RCPT)/.test(text)) socket.write('250 ok\r\n');
      else if (text.startsWith('DATA')) socket.write('354 go on\r\n');
    });
  });
  await new Promise<void>((resolve) => silent.listen(0, '127.0.0.1', resolve));
  onTestFinished(() => void silent.close());
  const { port } = silent.address() as AddressInfo;
  const options = { ...smtpOptions(`smtp://127.0.0.1:${port}`), socketTimeout: 300 };
  const line = createLine(options);
  const outcome = line.deliver({
    sender: 'post@kantoor.example',
    recipient: reader(1),
    raw: Buffer.from('Subject: x\r\n\r\nx\r\n'),
  });
  await pause(150);
  await expect(Promise.race([outcome, 'still waiting'])).resolves.toBe('still waiting');
  expect((await outcome).kind).toBe('unsure');
  line.close();
});
