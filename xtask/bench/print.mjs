// The peer of bench B7: headless Chromium prints a static page of ten charts and a table of 400 rows. The charts are
// finished drawings (SVG) inside the page, so only layout and printing are measured, which is Chromium's best case.
// Prints one JSON object: cold_ms (new process, first document), warm_ms (median of later ones), peak_mib (all processes).
import { createRequire } from 'node:module';
import { readdirSync, readFileSync } from 'node:fs';

const require = createRequire(new URL('../../web/package.json', import.meta.url));
const { chromium } = require('@playwright/test');
const echarts = require('echarts');

const ROUNDS = 7;
const value = (n, seed) => ((n * 7919 + seed * 104729) % 1000) / 10;

function options(n, seed) {
  const hours = Array.from({ length: 168 }, (_, i) => i);
  const names = Array.from({ length: 12 }, (_, i) => `Carrier ${i}`);
  const line = (k) => ({ type: 'line', showSymbol: false, areaStyle: n % 4 === 2 ? {} : undefined, data: hours.map((i) => value(i * k + n, seed)) });
  if (n % 4 === 0) return { xAxis: {}, yAxis: { data: names }, series: [{ type: 'bar', data: names.map((_, i) => value(i + n, seed)) }] };
  if (n % 4 === 3) return { series: [{ type: 'pie', radius: ['40%', '70%'], data: names.slice(0, 7).map((name, i) => ({ name, value: value(i + n, seed) })) }] };
  return { xAxis: { data: hours }, yAxis: {}, series: [line(1), line(3)] };
}

function svg(n, seed) {
  const chart = echarts.init(null, null, { renderer: 'svg', ssr: true, width: 640, height: 320 });
  chart.setOption({ animation: false, ...options(n, seed) });
  const drawn = chart.renderToSVGString();
  chart.dispose();
  return drawn;
}

function page(seed) {
  const charts = Array.from({ length: 10 }, (_, n) => `<h2>Chart ${n}</h2>${svg(n, seed)}`).join('');
  const rows = Array.from({ length: 400 }, (_, i) => `<tr><td>UA ${1000 + i}</td><td>JFK</td><td>LAX</td><td>2026-11-${1 + (i % 28)} 08:15</td><td>${value(i, seed)}</td></tr>`).join('');
  return `<!doctype html><meta charset="utf-8"><title>Ten charts and a table</title><style>body{font:12px sans-serif}table{width:100%}</style>${charts}<table>${rows}</table>`;
}

// Memory of this process's descendants, in MiB; what processes share is counted once (proportional set size).
function memory() {
  const parents = new Map();
  const resident = new Map();
  for (const pid of readdirSync('/proc').filter((name) => /^\d+$/.test(name))) {
    try {
      const status = readFileSync(`/proc/${pid}/status`, 'utf8');
      parents.set(pid, /PPid:\s+(\d+)/.exec(status)?.[1]);
      const rollup = readFileSync(`/proc/${pid}/smaps_rollup`, 'utf8');
      resident.set(pid, Number(/^Pss:\s+(\d+)/m.exec(rollup)?.[1] ?? 0));
    } catch {
      // It ended in the meantime.
    }
  }
  const below = (pid) => {
    for (let at = parents.get(pid); at !== undefined; at = parents.get(at)) if (at === String(process.pid)) return true;
    return false;
  };
  return [...resident].filter(([pid]) => below(pid)).reduce((sum, [, kib]) => sum + kib, 0) / 1024;
}

const pages = Array.from({ length: ROUNDS + 1 }, (_, seed) => page(seed));
const args = ['--no-sandbox', '--disable-gpu', '--disable-quic', '--no-first-run', '--disable-background-networking', '--disable-component-update', '--disable-sync'];
const times = [];
let peak = 0;
let begun = performance.now();
const browser = await chromium.launch({ executablePath: process.env.VITRINE_CHROMIUM ?? '/usr/bin/chromium', args });
const tab = await browser.newPage();
for (const html of pages) {
  await tab.setContent(html);
  await tab.pdf({ format: 'A4' });
  times.push(performance.now() - begun);
  peak = Math.max(peak, memory());
  begun = performance.now();
}
await browser.close();
const [cold, ...later] = times;
const warm = later.sort((a, b) => a - b)[Math.floor(later.length / 2)];
console.log(JSON.stringify({ cold_ms: cold, warm_ms: warm, peak_mib: peak }));
