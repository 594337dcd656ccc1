/**
 * A server that a wall can lose: speaks what a wall asks for on an address of its own, hands the built pages on, and can be
 * stopped, started again at the same address, and told that the share has ended. Holds no rights: those are the real one's.
 */
import { createServer, type IncomingMessage, type Server, type ServerResponse } from 'node:http';
import type { AddressInfo, Socket } from 'node:net';

const MOCK = 'http://127.0.0.1:5175';

export const dashboards: Readonly<Record<string, string>> = {
  dsh_1: 'Departures',
  dsh_2: 'Delays by hour',
  dsh_3: 'Weather',
};

function documentOf(title: string) {
  const widget = (id: string, y: number, more: object) => ({
    id,
    kind: 'stat',
    title: `${title} ${id}`,
    place: { x: 0, y, w: 12, h: 6 },
    options: {},
    ...more,
  });
  return {
    version: 1,
    variables: [],
    widgets: [widget('pushed', 0, { refresh: 'live' }), widget('asked', 6, { refresh: 'manual' })],
  };
}

export class WallServer {
  /** What a link opens at present. */
  share: 'open' | 'paused' = 'open';
  rotation: { id: string; title: string; seconds: number }[] = [];
  password: string | null = null;
  value = 100;
  /** Every call, as METHOD PATH. */
  readonly calls: string[] = [];
  private sessions = new Set<string>();
  private server: Server | null = null;
  private sockets = new Set<Socket>();
  private streams = new Set<ServerResponse>();
  private port = 0;

  get url(): string {
    return `http://127.0.0.1:${this.port}`;
  }
  /** Streams that are open now: a wall holds those of what it shows, and of no more than the one that comes next. */
  get open(): number {
    return this.streams.size;
  }

  async start(): Promise<void> {
    const server = createServer((request, response) => {
      this.answer(request, response).catch(() => response.destroy());
    });
    server.on('connection', (socket) => {
      this.sockets.add(socket);
      socket.on('close', () => this.sockets.delete(socket));
    });
    await new Promise<void>((done) => server.listen(this.port, '127.0.0.1', done));
    this.port = (server.address() as AddressInfo).port;
    this.server = server;
  }
  async stop(): Promise<void> {
    const { server } = this;
    this.server = null;
    this.streams.clear();
    for (const socket of this.sockets) socket.destroy();
    await new Promise<void>((done) => (server === null ? done() : server.close(() => done())));
  }
  /** Readers have to open it again. */
  forgetSessions(): void {
    this.sessions.clear();
  }
  /** Tells all open pages that they are over. */
  end(reason: string): void {
    for (const stream of this.streams) stream.end(`event: ended\ndata: ${JSON.stringify({ reason })}\n\n`);
    this.streams.clear();
  }
  push(value: number): void {
    this.value = value;
    for (const stream of this.streams) this.send(stream);
  }

  private send(stream: ServerResponse): void {
    stream.write(`event: answer\ndata: ${JSON.stringify({ widget: 'pushed', answer: this.result() })}\n\n`);
  }
  private result() {
    return {
      columns: [{ name: 'n', type: 'number', role: 'measure' }],
      rows: [[this.value]],
      row_count: 1,
      truncated: false,
      as_of: new Date().toISOString(),
      cached: false,
      fingerprint: 'f',
    };
  }
  private json(response: ServerResponse, status: number, body: unknown): void {
    response.writeHead(status, {
      'Content-Type': status < 400 ? 'application/json' : 'application/problem+json',
    });
    response.end(JSON.stringify(body));
  }
  private refuse(response: ServerResponse, status: number, code: string): void {
    this.json(response, status, {
      type: 'about:blank',
      title: code,
      status,
      code,
      detail: '',
      request_id: 'r',
    });
  }

  private async answer(request: IncomingMessage, response: ServerResponse): Promise<void> {
    const { pathname, search } = new URL(request.url ?? '/', this.url);
    if (!pathname.startsWith('/api/v1/')) {
      const page = await fetch(`${MOCK}${pathname}${search}`, {
        headers: { Accept: request.headers.accept ?? '*/*' },
      });
      const policy = page.headers.get('Content-Security-Policy');
      response.writeHead(page.status, {
        'Content-Type': page.headers.get('Content-Type') ?? 'text/plain',
        ...(policy === null ? {} : { 'Content-Security-Policy': policy }),
      });
      response.end(Buffer.from(await page.arrayBuffer()));
      return;
    }
    const path = pathname.slice('/api/v1'.length);
    this.calls.push(`${request.method} ${path}`);
    const parts: Buffer[] = [];
    for await (const part of request) parts.push(part as Buffer);
    const body =
      parts.length === 0 ? {} : (JSON.parse(Buffer.concat(parts).toString()) as { password?: string });
    if (path === '/share-sessions') {
      if (this.share !== 'open') this.refuse(response, 404, 'not_found');
      else if (this.password !== null && body.password !== this.password)
        this.refuse(response, 401, 'unauthenticated');
      else {
        const session = `vs_${this.calls.length}`;
        this.sessions.add(session);
        const expires_at = new Date(Date.now() + 86_400_000).toISOString();
        this.json(response, 201, { session, dashboard: 'dsh_1', expires_at });
      }
      return;
    }
    const bearer = /^Bearer (.*)$/.exec(request.headers.authorization ?? '')?.[1];
    if (bearer !== undefined && (this.share !== 'open' || !this.sessions.has(bearer))) {
      this.refuse(response, 401, 'unauthenticated');
      return;
    }
    if (path === '/auth/me') {
      const share = {
        id: 'shr_1',
        dashboard: 'dsh_1',
        title: 'Wall in hall 3',
        abilities: [],
        expires_at: null,
        shared_by: 'Ada',
        language: null,
        rotation: this.rotation,
      };
      const user = { id: 'usr_1', name: 'Ada', email: 'ada@example.org', groups: [] };
      this.json(response, 200, {
        caller: bearer === undefined ? { kind: 'user', user } : { kind: 'share', share },
        can: [],
        organisation: { name: 'Skyline' },
      });
      return;
    }
    const [, id = '', rest = ''] = /^\/dashboards\/(\w+)(\/\w+)?$/.exec(path) ?? [];
    const title = dashboards[id];
    if (title === undefined) this.refuse(response, 404, 'not_found');
    else if (rest === '/data') this.json(response, 200, this.result());
    else if (rest === '/live') {
      response.writeHead(200, { 'Content-Type': 'text/event-stream', 'Cache-Control': 'no-store' });
      response.write(`event: hello\ndata: ${JSON.stringify({ widgets: ['pushed'], resumed: false })}\n\n`);
      this.streams.add(response);
      response.on('close', () => this.streams.delete(response));
      this.send(response);
    } else
      this.json(response, 200, {
        id,
        workspace: 'wsp_1',
        home_workspace: 'wsp_1',
        title,
        tags: [],
        document: documentOf(title),
        revision: 1,
        level: null,
        private: false,
        shared_outside: true,
        folder: null,
        restricted: false,
        display: { as: 'viewer', valid: true },
        can: ['open'],
        ...(bearer === undefined
          ? {}
          : { share: { title: 'Wall in hall 3', shared_by: 'Ada', expires_at: null, language: null } }),
      });
  }
}
