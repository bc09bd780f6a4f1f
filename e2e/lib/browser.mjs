// Headless Chromium by puppeteer-core.
import { CHROMIUM, tempDir } from './env.mjs';

const FLAGS = ['--no-sandbox', '--disable-gpu', '--disable-quic', '--no-first-run', '--disable-background-networking', '--disable-component-update', '--disable-sync', '--disable-dev-shm-usage'];

export async function launch() {
  const { default: puppeteer } = await import('puppeteer-core');
  const userDataDir = tempDir('chromium');
  const browser = await puppeteer.launch({ executablePath: CHROMIUM, headless: true, userDataDir, args: FLAGS, timeout: 120_000 });
  process.on('exit', () => browser.process()?.kill('SIGKILL'));
  return browser;
}

/** A page that remembers everything that went wrong in it: `problems` is empty on a clean run. */
export async function openPage(browser, { timeout = 45_000 } = {}) {
  const context = await browser.createBrowserContext();
  const page = await context.newPage();
  page.setDefaultTimeout(timeout);
  const problems = [];
  page.on('pageerror', (e) => problems.push(`uncaught: ${e?.stack ?? e}`));
  page.on('console', (m) => { if (['error', 'warn', 'warning', 'assert'].includes(m.type())) problems.push(`console.${m.type()}: ${m.text()} (${m.location()?.url ?? ''})`); });
  page.on('requestfailed', (q) => problems.push(`request failed: ${q.url()} ${q.failure()?.errorText ?? ''}`));
  page.on('response', (r) => { if (r.status() >= 400) problems.push(`${r.status()}: ${r.url()}`); });
  return {
    page,
    problems,
    close: () => context.close(),
    /** Text of the first match, once it is there. */
    text: async (selector) => (await page.waitForSelector(selector)).evaluate((e) => e.textContent),
    /** Waits until the text of a match is exactly this. */
    hasText: (selector, want) => page.waitForFunction((s, w) => document.querySelector(s)?.textContent === w, {}, selector, want),
    style: (selector, property) => page.$eval(selector, (e, p) => getComputedStyle(e).getPropertyValue(p), property),
    click: async (selector) => (await page.waitForSelector(selector)).evaluate((e) => e.click()),
  };
}
