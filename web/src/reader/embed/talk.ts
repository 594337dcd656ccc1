/**
 * The page of an embed talks to the page around it: to its parent alone, and only to the site that it came from when it
 * first said something. Before that the page says `hello`, which tells nothing, to whoever is around.
 */
import { type FromPage, marked, readMessage, type ToPage, toPage } from '../../embed/protocol';

export interface Around {
  /** The site; null before it has said anything. */
  readonly site: () => string | null;
  /** Tells the site something; nothing before it is known. */
  readonly say: (message: FromPage) => void;
  readonly stop: () => void;
}

/** Listens to the page around, and says hello. */
export function talkTo(parent: Window, hear: (message: ToPage, site: string) => void): Around {
  let site: string | null = null;
  const listen = (event: MessageEvent) => {
    // Sandboxed pages and files are of no site.
    if (event.source !== parent || event.origin === 'null' || (site !== null && event.origin !== site))
      return;
    const message = readMessage<ToPage>(event.data, toPage);
    if (message === null || (site === null && message.type !== 'open' && message.type !== 'none')) return;
    site = event.origin;
    hear(message, site);
  };
  addEventListener('message', listen);
  const hello: FromPage = { type: 'hello' };
  parent.postMessage(marked(hello), '*');
  return {
    site: () => site,
    say: (message) => {
      if (site !== null) parent.postMessage(marked(message), site);
    },
    stop: () => removeEventListener('message', listen),
  };
}
