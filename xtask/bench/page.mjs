// B6: how soon a shared page is seen and alive, in headless Chromium: PAGE LINK CHARTS. Each visit has a browser context of its
// own, so nothing is kept from the one before. Prints one JSON object: fcp_ms and alive_ms (medians), bytes over the wire and
// requests until it is alive and a second longer, cls (the most of all visits).
import { createRequire } from 'node:module';

const require = createRequire(new URL('../../web/package.json', import.meta.url));
const { chromium } = require('@playwright/test');

const [link, charts] = [process.argv[2], Number(process.argv[3])];
const VISITS = 9;
const args = ['--no-sandbox', '--disable-gpu', '--disable-quic', '--no-first-run', '--disable-background-networking', '--disable-component-update', '--disable-sync'];

// Alive: every chart is the page's own drawing, which answers the mouse, and none the server's.
function watch(wanted) {
  globalThis.__cls = 0;
  new PerformanceObserver((list) => {
    for (const entry of list.getEntries()) if (!entry.hadRecentInput) globalThis.__cls += entry.value;
  }).observe({ type: 'layout-shift', buffered: true });
  const look = () => {
    const drawn = document.querySelectorAll('#root [role="img"] > div > svg').length;
    if (document.getElementById('painted') === null && drawn >= wanted) globalThis.__alive = performance.now();
    else requestAnimationFrame(look);
  };
  requestAnimationFrame(look);
}

async function visit(browser) {
  const context = await browser.newContext({ viewport: { width: 1280, height: 800 } });
  await context.addInitScript(watch, charts);
  const page = await context.newPage();
  const network = await context.newCDPSession(page);
  await network.send('Network.enable');
  let [bytes, requests] = [0, 0];
  network.on('Network.requestWillBeSent', ({ request }) => { if (request.url.startsWith('http')) requests += 1; });
  network.on('Network.responseReceived', ({ response }) => { bytes += response.encodedDataLength; });
  network.on('Network.dataReceived', ({ encodedDataLength }) => { bytes += encodedDataLength; });
  await page.goto(link);
  await page.waitForFunction(() => globalThis.__alive !== undefined);
  await page.waitForTimeout(1000);
  const seen = await page.evaluate(() => ({
    fcp: performance.getEntriesByName('first-contentful-paint')[0]?.startTime,
    alive: globalThis.__alive,
    cls: globalThis.__cls,
  }));
  await context.close();
  return { ...seen, bytes, requests };
}

const median = (list) => list.sort((a, b) => a - b)[Math.floor(list.length / 2)];
const browser = await chromium.launch({ executablePath: process.env.VITRINE_CHROMIUM ?? '/usr/bin/chromium', args });
const visits = [];
for (let n = 0; n < VISITS; n += 1) visits.push(await visit(browser));
await browser.close();
console.log(
  JSON.stringify({
    fcp_ms: median(visits.map((one) => one.fcp)),
    alive_ms: median(visits.map((one) => one.alive)),
    bytes: median(visits.map((one) => one.bytes)),
    requests: Math.max(...visits.map((one) => one.requests)),
    cls: Math.max(...visits.map((one) => one.cls)),
  }),
);
