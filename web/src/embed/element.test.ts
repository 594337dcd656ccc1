/** The element around an embed: what it says to the page inside, to whom, and what it takes from there. */
import { beforeEach, expect, it, vi } from 'vitest';
import { VitrineDashboard } from './element';
import { marked, type FromPage } from './protocol';

const home = 'https://vitrine.example';
let element: VitrineDashboard;
let posted: { data: unknown; to: string }[];

/** The element in a page, with an iframe whose other side is written down. */
function placed(
  attributes: Record<string, string>,
  prepare?: (one: VitrineDashboard) => void,
): VitrineDashboard {
  const one = document.createElement('vitrine-dashboard') as VitrineDashboard;
  for (const [name, value] of Object.entries(attributes)) one.setAttribute(name, value);
  prepare?.(one);
  document.body.append(one);
  return one;
}
const frame = () => element.shadowRoot?.querySelector('iframe') as HTMLIFrameElement;

function says(message: FromPage, { origin = home, source = frame().contentWindow as unknown } = {}): void {
  const event = new MessageEvent('message', { data: marked(message), origin });
  dispatchEvent(Object.defineProperty(event, 'source', { value: source }));
}

/** Writes down what the page inside is told; here frames hold no pages. */
function listen(): void {
  posted = [];
  const postMessage = (data: unknown, to: string) => posted.push({ data, to });
  Object.defineProperty(frame(), 'contentWindow', { value: { postMessage } });
}

beforeEach(() => {
  document.body.replaceChildren();
});

it('gives a token to the page inside, and to nobody else', async () => {
  element = placed({ src: `${home}/e/shr_1` }, (one) => {
    one.tokenProvider = async (share) => `token for ${share}`;
  });
  listen();
  expect(frame().src).toBe(`${home}/e/shr_1`);
  says({ type: 'hello' }, { origin: 'https://elsewhere.example' });
  says({ type: 'hello' }, { source: window });
  await Promise.resolve();
  expect(posted).toEqual([]);
  says({ type: 'hello' });
  await vi.waitFor(() => expect(posted).toHaveLength(1));
  expect(posted[0]?.to).toBe(home);
  expect(posted[0]?.data).toMatchObject({ type: 'open', token: 'token for shr_1', fits: true });
  says({ type: 'renew' });
  await vi.waitFor(() => expect(posted[1]?.data).toMatchObject({ type: 'token', token: 'token for shr_1' }));
});

it('uses a first token once, takes it off, and says when there is no other', async () => {
  element = placed({ src: `${home}/e/shr_1`, token: 'first' });
  expect(element.hasAttribute('token')).toBe(false);
  listen();
  says({ type: 'hello' });
  await vi.waitFor(() => expect(posted[0]?.data).toMatchObject({ type: 'open', token: 'first' }));
  says({ type: 'renew' });
  await vi.waitFor(() => expect(posted[1]?.data).toMatchObject({ type: 'none' }));
});

it('asks no other site for a token', async () => {
  const fetched = vi.spyOn(globalThis, 'fetch');
  element = placed({ src: `${home}/e/shr_1`, 'token-provider': '//elsewhere.example/token' });
  const errors: unknown[] = [];
  element.addEventListener('error', (event) => errors.push((event as unknown as CustomEvent).detail));
  listen();
  says({ type: 'hello' });
  await vi.waitFor(() => expect(posted[0]?.data).toMatchObject({ type: 'none' }));
  expect(fetched).not.toHaveBeenCalled();
  expect(errors).toHaveLength(1);
});

it('tells what happens, and whether a click was taken', async () => {
  element = placed({ src: `${home}/e/shr_1`, token: 'first' });
  listen();
  says({ type: 'hello' });
  const state = { variables: { origin: 'JFK' } };
  says({ type: 'ready', title: 'Delays', state });
  expect(frame().title).toBe('Delays');
  expect(element.state).toEqual(state);
  says({ type: 'resized', height: 777 });
  expect(frame().style.height).toBe('777px');
  const point = { widget: 'w', title: 'W', column: 'carrier', name: 'UA', series: null, value: 1 };
  says({ type: 'select', id: 7, point });
  element.addEventListener('select', (event) => event.preventDefault());
  says({ type: 'select', id: 8, point });
  const answers = posted
    .map(({ data }) => data as { type: string })
    .filter(({ type }) => type === 'selected');
  expect(answers).toMatchObject([
    { id: 7, prevented: false },
    { id: 8, prevented: true },
  ]);
});

it('passes on what the site wants', async () => {
  element = placed({ src: `${home}/e/shr_1`, token: 'first', height: '500' });
  listen();
  element.setVariable('origin', 'EWR');
  expect(posted, 'nobody listens yet').toEqual([]);
  says({ type: 'hello' });
  await vi.waitFor(() => expect(posted).toHaveLength(1));
  expect(posted[0]?.data).toMatchObject({ fits: false, look: { theme: 'system', bare: false } });
  element.theme = 'dark';
  element.language = 'de';
  element.setAttribute('bare', '');
  element.setTime({ last: '7d' });
  element.state = { variables: { origin: 'LGA' } };
  expect(posted.slice(1).map(({ data }) => data)).toMatchObject([
    { type: 'look', look: { theme: 'dark' } },
    { type: 'look', look: { language: 'de' } },
    { type: 'look', look: { bare: true } },
    { type: 'time', time: { last: '7d' } },
    { type: 'state', state: { variables: { origin: 'LGA' } } },
  ]);
  says({ type: 'resized', height: 777 });
  expect(frame().style.height, 'the site has said how high').toBe('500px');
});
