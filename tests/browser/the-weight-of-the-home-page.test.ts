import { expect, it } from 'vitest';
import { paths } from '../../src/paths.ts';
import { openBrowser } from '../support/browser.ts';
import { openSite } from '../support/site.ts';

it.each([
  [360, 3],
  [1280, 2],
])(
  'is at most 100 KB with everything included, at %i pixels wide and %i dots a pixel',
  async (width, dots) => {
    const site = await openSite();
    const context = await (await openBrowser()).newContext({
      baseURL: site.url,
      viewport: { width, height: 800 },
      deviceScaleFactor: dots,
    });
    const page = await context.newPage();
    const session = await context.newCDPSession(page);
    await session.send('Network.enable');
    let bytes = 0;
    session.on('Network.loadingFinished', ({ encodedDataLength }) => {
      bytes += encodedDataLength;
    });
    await page.goto(paths.home(), { waitUntil: 'networkidle' });
    await page.mouse.wheel(0, 20_000);
    await page.waitForLoadState('networkidle');
    expect(bytes).toBeGreaterThan(30_000);
    expect(bytes).toBeLessThan(100_000);
    await context.close();
  },
);
