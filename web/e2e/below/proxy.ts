/** A proxy as people put it before a server below a path: it hands on that path alone, as it came or without the path. */
import { createServer, request, type Server } from 'node:http';

export type Handing = 'keeps' | 'strips';

export interface Proxy {
  /** What was asked for beside the path: the app must ask for none of it. */
  readonly outside: string[];
  close(): Promise<void>;
}

/** Listens where `address` says, a URL with a path, and hands on to `behind`. */
export async function proxy(address: string, behind: string, handing: Handing): Promise<Proxy> {
  const { pathname, port, hostname } = new URL(address);
  const outside: string[] = [];
  const server: Server = createServer((asked, answer) => {
    const url = asked.url ?? '/';
    const rest = url.slice(pathname.length);
    if (!url.startsWith(pathname) || !/^([/?]|$)/.test(rest)) {
      outside.push(url);
      answer.writeHead(404).end();
      return;
    }
    const path = handing === 'keeps' ? url : rest.startsWith('/') ? rest : `/${rest}`;
    const onward = request(new URL(path, behind), { method: asked.method, headers: asked.headers });
    onward.on('response', (got) => {
      answer.writeHead(got.statusCode ?? 502, got.headers);
      got.pipe(answer);
    });
    onward.on('error', () => answer.destroy());
    // A reader that has gone needs no stream any more.
    answer.on('close', () => onward.destroy());
    asked.pipe(onward);
  });
  await new Promise<void>((resolve) => server.listen(Number(port), hostname, resolve));
  return {
    outside,
    close: () =>
      new Promise((resolve, reject) => {
        server.close((error) => (error ? reject(error) : resolve()));
        server.closeAllConnections();
      }),
  };
}
