/**
 * A site with two customers and one dashboard: who is signed in here decides which rows they see there. For trying and for
 * the browser tests; signing in is a button.
 */
import { createServer } from 'node:http';
import { pathToFileURL } from 'node:url';
import { entrance, script, site, styles } from './page.mjs';
import { vitrineToken } from './token.mjs';

const customers = [
  { id: 'kennedy', name: 'Kennedy Ground', airport: 'JFK' },
  { id: 'newark', name: 'Newark Ground', airport: 'EWR' },
];

/** Who is signed in, by the site's own cookie. */
function customerOf(request) {
  const id = /(?:^|; )customer=([a-z]+)/.exec(request.headers.cookie ?? '')?.[1];
  return customers.find((one) => one.id === id);
}

/** `seconds`: how long a token counts. */
export function startSite({ vitrine, share, kid, secret, port, seconds }) {
  const answer = (response, status, type, body, headers = {}) => {
    response.writeHead(status, { 'content-type': type, 'cache-control': 'no-store', ...headers });
    response.end(body);
  };
  const html = 'text/html; charset=utf-8';
  const server = createServer((request, response) => {
    const { pathname } = new URL(request.url ?? '/', 'http://localhost');
    const customer = customerOf(request);
    const go = (cookie) => answer(response, 303, html, '', { location: '/', 'set-cookie': cookie });
    if (request.method === 'POST') {
      const entered = customers.find(({ id }) => pathname === `/enter/${id}`);
      if (entered) return go(`customer=${entered.id}; Path=/; HttpOnly; SameSite=Lax`);
      return go('customer=; Path=/; Max-Age=0');
    }
    if (pathname === '/site.css') return answer(response, 200, 'text/css', styles);
    if (pathname === '/site.js') return answer(response, 200, 'text/javascript', script);
    if (pathname === '/vitrine-token') {
      if (!customer) return answer(response, 401, 'text/plain', '');
      const reader = { id: customer.id, airport: customer.airport, seconds };
      return answer(response, 200, 'text/plain', vitrineToken({ kid, secret }, reader));
    }
    if (pathname !== '/') return answer(response, 404, 'text/plain', '');
    return answer(response, 200, html, customer ? site({ vitrine, share, customer }) : entrance(customers));
  });
  return new Promise((resolve) => server.listen(port, () => resolve(server)));
}

if (import.meta.url === pathToFileURL(process.argv[1] ?? '').href) {
  const { VITRINE_URL: vitrine, VITRINE_EMBED_SHARE: share, VITRINE_EMBED_KEY: kid, VITRINE_EMBED_SECRET: secret } = process.env;
  if (!vitrine || !share || !kid || !secret) {
    console.error('VITRINE_URL, VITRINE_EMBED_SHARE, VITRINE_EMBED_KEY and VITRINE_EMBED_SECRET say what to show');
    process.exit(1);
  }
  const port = Number(process.env.PORT ?? 4100);
  await startSite({ vitrine, share, kid, secret, port });
  console.log(`http://localhost:${port}`);
}
