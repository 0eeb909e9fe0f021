import { expect, it } from 'vitest';
import { createCeiling } from '../../src/mail/ceiling.ts';

it('lets no more leave in a second than the provider allows, over both lanes together', async () => {
  const ceiling = createCeiling(50);
  const moments: number[] = [];
  const lane = async (urgency: 'mail' | 'newsletter') => {
    while (moments.length < 70) {
      await ceiling.take(urgency);
      moments.push(performance.now());
    }
  };
  await Promise.all([lane('mail'), lane('newsletter'), lane('newsletter'), lane('newsletter')]);
  for (const start of moments) {
    const inThatSecond = moments.filter((moment) => moment >= start && moment < start + 1000);
    expect(inThatSecond.length).toBeLessThanOrEqual(51);
  }
  const seconds = ((moments.at(-1) ?? 0) - (moments[0] ?? 0)) / 1000;
  expect(moments.length / seconds).toBeGreaterThan(35);
});

it('gives mail that somebody waits for the next turn, however long the newsletter has been waiting', async () => {
  const ceiling = createCeiling(20);
  const order: string[] = [];
  const turns = Array.from({ length: 6 }, () =>
    ceiling.take('newsletter').then(() => order.push('newsletter')),
  );
  await turns[0];
  const mail = ceiling.take('mail').then(() => order.push('mail'));
  await Promise.all([...turns, mail]);
  expect(order.indexOf('mail')).toBe(1);
});

it('holds nothing back where there is no limit', async () => {
  const ceiling = createCeiling(0);
  for (let turn = 0; turn < 1000; turn += 1) expect(ceiling.takeNow()).toBe(true);
});

it('takes no turn away from whoever waits', async () => {
  const ceiling = createCeiling(100);
  await ceiling.take('newsletter');
  const waiting = ceiling.take('mail');
  expect(ceiling.takeNow()).toBe(false);
  await waiting;
});
