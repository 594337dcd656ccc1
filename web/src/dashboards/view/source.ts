/**
 * Where a dashboard's data comes from: the server (for a user or for a share, the client decides) or a preview while
 * editing. Views know only this interface.
 */
import type { ApiClient } from '../../api/client';
import type {
  Answer,
  Choices,
  DataRequest,
  ExportRequest,
  ExportState,
  Id,
  JsonMap,
  Widget,
} from '../../api/types';
import { locale } from '../../i18n/core';
import { type LiveHandlers, openLive } from './live';
import { differing, encoded, type DashState } from '../../document/state';
import { openStream } from './stream';
import { ownZone } from '../../i18n/instant';

export interface DataSource {
  /** Distinguishes sources in caches; the same for equal sources. */
  readonly key: string;
  answer(widget: Widget, state: DashState, signal: AbortSignal): Promise<Answer>;
  /** Values a variable may take, given the others; absent = none can be listed. */
  choices?(variable: string, q: string, state: DashState, signal: AbortSignal): Promise<Choices>;
  /** Pushed answers; absent = all widgets are asked for. Returns how to stop. */
  live?(state: DashState, handlers: LiveHandlers): () => void;
  /** Makes a file; absent = no export. */
  file?(
    request: Pick<ExportRequest, 'format' | 'widget'>,
    state: DashState,
  ): Promise<{ blob: Blob; name: string }>;
}

const POLL = 700;
/** Tries for a file: three minutes. */
const POLLS = 250;

function pause(ms: number): Promise<void> {
  return new Promise((resolve) => setTimeout(resolve, ms));
}

function fileName(response: Response, fallback: string): string {
  const header = response.headers.get('Content-Disposition') ?? '';
  const encodedName = /filename\*=UTF-8''([^;]+)/i.exec(header)?.[1];
  const plain = /filename="([^"]+)"/i.exec(header)?.[1];
  try {
    return encodedName === undefined ? (plain ?? fallback) : decodeURIComponent(encodedName);
  } catch {
    return plain ?? fallback;
  }
}

/**
 * The dashboard as the server knows it, asked through `api`. `untold` is a state that is not sent but left to the server:
 * to readers of a share it may allow no choice at all, or not the document's own.
 */
export function serverSource(
  api: ApiClient,
  dashboard: Id,
  {
    workspace,
    untold,
    goesOn,
  }: {
    workspace?: Id | undefined;
    untold?: DashState;
    /** See `LiveTools`. */
    goesOn?: ((reason: string) => boolean) | undefined;
  } = {},
): DataSource {
  const inWorkspace = workspace === undefined ? {} : { workspace };
  const told = (state: DashState) => (untold === undefined ? state : differing(state, untold));
  const chosen = (state: DashState) => {
    const { variables, time } = told(state);
    // What was chosen came out of JSON: the address, a list of choices, a field.
    return {
      variables: { ...variables } as JsonMap,
      ...(time === undefined ? {} : { time }),
      // For dashboards that are read by the clock of whoever looks.
      time_zone: ownZone(),
      ...inWorkspace,
    };
  };
  return {
    key: `${dashboard}@${workspace ?? ''}`,
    answer(widget, state, signal) {
      const request: DataRequest = { widget: widget.id, ...chosen(state) };
      return api.post<Answer>(`/dashboards/${dashboard}/data`, request, { signal });
    },
    choices(variable, q, state, signal) {
      const query = { q, variables: JSON.stringify(told(state).variables), ...inWorkspace };
      return api.get<Choices>(`/dashboards/${dashboard}/variables/${encodeURIComponent(variable)}/choices`, {
        query,
        signal,
      });
    },
    live(state, handlers) {
      const query = { state: encoded(JSON.stringify(chosen(state))) };
      const path = `/dashboards/${dashboard}/live`;
      const open = (headers: Readonly<Record<string, string>>, signal: AbortSignal) =>
        openStream(api, path, query, headers, signal);
      return openLive({ open, goesOn }, handlers);
    },
    async file(request, state) {
      const reads = request.format === 'pdf' ? { locale: locale() } : {};
      const body: ExportRequest = { ...request, ...reads, ...chosen(state) };
      const { id } = await api.post<ExportState>(`/dashboards/${dashboard}/exports`, body);
      for (let tries = 0; tries < POLLS; tries += 1) {
        const response = await api.raw('GET', `/exports/${id}`, undefined, { accept: '*/*' });
        if (response.status === 200) {
          return { blob: await response.blob(), name: fileName(response, `${dashboard}.${request.format}`) };
        }
        await pause(POLL);
      }
      throw new DOMException('the file was not ready in time', 'TimeoutError');
    },
  };
}

/** A dashboard that is being edited: answers come from the given function, nothing is pushed. */
export function previewSource(
  key: string,
  fetchAnswer: (widget: Widget, state: DashState, signal: AbortSignal) => Promise<Answer>,
  choices?: DataSource['choices'],
): DataSource {
  return { key, answer: fetchAnswer, ...(choices === undefined ? {} : { choices }) };
}
