/** The live client on a stream of our own making: cut anywhere, broken, silent, refused, ended. */
import { describe, expect, it, vi } from 'vitest';
import { ApiError } from '../../api/problem';
import { type LiveEvent, type LiveState, type LiveTools, openLive } from './live';
import { StreamReader } from './sse';

describe('format', () => {
  const text =
    ': hi\r\nid: 7\r\nevent: answer\r\ndata: {"a":\r\ndata: "ü"}\r\n\r\nevent: x\n\ndata:1\rdata: 2\r\rdata: cut';
  it('reads the same however it is cut', () => {
    for (let size = 1; size <= text.length; size += 1) {
      const reader = new StreamReader();
      const events = [];
      for (let i = 0; i < text.length; i += size) events.push(...reader.push(text.slice(i, i + size)));
      expect(events).toEqual([
        { event: 'answer', data: '{"a":\n"ü"}' },
        { event: 'message', data: '1\n2' },
      ]);
      expect(reader.lastId).toBe('7');
    }
  });
  it('resumes only from events that are complete', () => {
    const reader = new StreamReader();
    reader.push('id: 1\ndata: a\n\nid: 2\ndata: b\n');
    expect(reader.lastId).toBe('1');
  });
});

function stream(chunks: readonly string[], close = true): ReadableStream<Uint8Array> {
  const encoder = new TextEncoder();
  return new ReadableStream({
    start(controller) {
      for (const chunk of chunks) controller.enqueue(encoder.encode(chunk));
      if (close) controller.close();
    },
  });
}
const hello = 'id: 1\nevent: hello\ndata: {"widgets":["a"],"resumed":false}\n\n';
const ended = 'event: ended\ndata: {"reason":"revoked"}\n\n';

function start(
  connections: (() => ReadableStream<Uint8Array>)[],
  { told, ...more }: Partial<LiveTools> & { told?: (number | null)[] } = {},
) {
  const seen = {
    events: [] as LiveEvent[],
    states: [] as LiveState[],
    refused: [] as ApiError[],
    headers: [] as object[],
    waits: [] as number[],
  };
  let next = 0;
  const stop = openLive(
    {
      open: async (headers) => {
        seen.headers.push(headers);
        const connection = connections[next];
        next += 1;
        if (connection === undefined) throw new ApiError('not_found', 404, '');
        return connection();
      },
      wait: async (ms) => {
        seen.waits.push(ms);
      },
      random: () => 1,
      ...more,
    },
    {
      onEvent: (e) => seen.events.push(e),
      onState: (s, heard) => {
        seen.states.push(s);
        told?.push(heard);
      },
      onRefused: (e) => seen.refused.push(e),
    },
  );
  return { seen, stop };
}

describe('client', () => {
  it('tells what arrives and stops at the end', async () => {
    const { seen } = start([() => stream([hello, ended])]);
    await vi.waitFor(() => expect(seen.events.map((e) => e.event)).toEqual(['hello', 'ended']));
    expect(seen.states).toEqual(['connecting', 'live']);
    expect(seen.headers).toHaveLength(1);
  });
  it('comes back with the last id, later and later, and soon again after a success', async () => {
    const fail = () => {
      throw ApiError.unreachable(null);
    };
    const { seen } = start([
      () => stream([hello, 'id: 5\nevent: changed\ndata: {"what":"rights"}\n\n']),
      fail,
      fail,
      () => stream([hello]),
      () => stream([ended]),
    ]);
    await vi.waitFor(() => expect(seen.events.at(-1)?.event).toBe('ended'));
    expect(seen.headers[1]).toEqual({ 'Last-Event-ID': '5' });
    expect(seen.headers[4]).toEqual({ 'Last-Event-ID': '1' });
    expect(seen.waits).toEqual([500, 1000, 2000, 500]);
    expect(seen.states).toEqual([
      'connecting',
      'live',
      'reconnecting',
      'reconnecting',
      'reconnecting',
      'live',
      'reconnecting',
    ]);
  });
  it('gives up when refused', async () => {
    const { seen } = start([]);
    await vi.waitFor(() => expect(seen.refused.map((e) => e.code)).toEqual(['not_found']));
    expect(seen.waits).toEqual([]);
  });
  it('takes silence for a break', async () => {
    const { seen, stop } = start([() => stream([hello], false), () => stream([ended])], { silence: 20 });
    await vi.waitFor(() => expect(seen.events.at(-1)?.event).toBe('ended'));
    expect(seen.headers).toHaveLength(2);
    stop();
  });
  it('is stale at once when it wakes up to silence, and comes back without waiting', async () => {
    let clock = 1000;
    let wake: () => void = () => {};
    const told: (number | null)[] = [];
    const { seen, stop } = start(
      [() => stream([hello], false), () => stream([hello], false), () => stream([ended])],
      {
        silence: 1_000_000,
        now: () => clock,
        onWake: (woken) => {
          wake = woken;
          return () => {};
        },
        told,
      },
    );
    await vi.waitFor(() => expect(seen.states).toEqual(['connecting', 'live']));
    // Back after a moment: nothing was missed.
    clock += 5_000;
    wake();
    expect(seen.states).toEqual(['connecting', 'live']);
    // Back after a night.
    clock += 40_000;
    wake();
    expect(seen.states.at(-1)).toBe('reconnecting');
    expect(told.at(-1)).toBe(1000);
    await vi.waitFor(() => expect(seen.states.at(-1)).toBe('live'));
    expect(seen.waits).toEqual([]);
    expect(seen.headers).toHaveLength(2);
    stop();
  });
  it('hurries when it wakes up while it waits', async () => {
    let wake: () => void = () => {};
    const { seen } = start(
      [
        () => {
          throw ApiError.unreachable(null);
        },
        () => stream([ended]),
      ],
      {
        onWake: (woken) => {
          wake = woken;
          return () => {};
        },
        wait: (_, signal) => new Promise((resolve) => signal.addEventListener('abort', () => resolve())),
      },
    );
    await vi.waitFor(() => expect(seen.states.at(-1)).toBe('reconnecting'));
    wake();
    await vi.waitFor(() => expect(seen.events.at(-1)?.event).toBe('ended'));
  });
  it('ignores events it does not know and data that is broken', async () => {
    const { seen } = start([
      () => stream([hello, 'event: party\ndata: {}\n\n', 'event: answer\ndata: {oops\n\n', ended]),
    ]);
    await vi.waitFor(() => expect(seen.events.map((e) => e.event)).toEqual(['hello', 'ended']));
  });
  it('is quiet once stopped', async () => {
    const { seen, stop } = start([() => stream([hello], false)]);
    await vi.waitFor(() => expect(seen.states).toContain('live'));
    stop();
    await new Promise((resolve) => setTimeout(resolve, 20));
    expect(seen.headers).toHaveLength(1);
    expect(seen.states).not.toContain('reconnecting');
  });
});
