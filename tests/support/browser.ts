import sparticuz from '@sparticuz/chromium';
import { type Browser, chromium } from 'playwright-core';

let browser: Promise<Browser> | undefined;

/**
 * One Chromium for all tests of a worker, which ends with it: the one that comes with npm, or the one that
 * `CHROMIUM` names. It may open nothing but our own site.
 */
export function openBrowser(): Promise<Browser> {
  browser ??= launch();
  return browser;
}

async function launch(): Promise<Browser> {
  const executablePath = process.env.CHROMIUM ?? (await sparticuz.executablePath());
  return chromium.launch({
    executablePath,
    args: [
      '--no-sandbox',
      '--disable-gpu',
      '--disable-software-rasterizer',
      '--in-process-gpu',
      '--disable-quic',
      '--no-first-run',
      '--disable-background-networking',
      '--disable-component-update',
      '--disable-sync',
      '--host-resolver-rules=MAP * ~NOTFOUND, EXCLUDE localhost, EXCLUDE 127.0.0.1',
      '--headless=new',
    ],
  });
}
