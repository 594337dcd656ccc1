/**
 * The dashboard being written: where it starts (server, draft of this browser, or a proposal from a dataset), what has
 * been typed, and saving it without running over somebody else.
 */
import { useEffect, useMemo, useRef, useState } from 'react';
import { useQuery, useQueryClient } from '@tanstack/react-query';
import { useApi } from '../../api/context';
import { ApiError } from '../../api/problem';
import type { Dashboard, Id } from '../../api/types';
import { browserMemory } from '../../browser/memory';
import { draftKey, dropDraft, keepDraft, readDraft, sweepDrafts } from './draft';
import { documentText } from './starter';
import { parseDocument } from './useCheck';

/** Where editing starts from. `etag` null: nothing stored yet. */
export type Start = { title: string; text: string; etag: string | null };

/** Somebody stored another version meanwhile. */
export type Conflict = { theirs: Dashboard; text: string; etag: string | null };

export type Place = { dashboard: Id; workspace?: Id } | { workspace: Id; dataset?: string; folder?: Id };

const keepAfter = 600;

/** The stored dashboard with its version. */
export function useStored(id: Id | undefined, workspace: Id | undefined) {
  const api = useApi();
  return useQuery({
    // Not the key of the reading page: an editor's copy must not change under the hands.
    queryKey: ['editing', id, workspace ?? null],
    enabled: id !== undefined,
    staleTime: Number.POSITIVE_INFINITY,
    gcTime: 0,
    refetchOnWindowFocus: false,
    queryFn: ({ signal }) =>
      api.getWithEtag<Dashboard>(`/dashboards/${id}`, { signal, query: { workspace } }),
  });
}

export function useDocument(place: Place, start: Start) {
  const api = useApi();
  const cache = useQueryClient();
  const key = draftKey(place);
  const [base, setBase] = useState<Start>(start);
  const found = useMemo(() => {
    const draft = readDraft(browserMemory, key);
    return draft !== null && (draft.text !== start.text || draft.title !== start.title) ? draft : null;
    // Looked for once, when editing starts.
    // oxlint-disable-next-line react-hooks/exhaustive-deps
  }, [key]);
  const [title, setTitle] = useState(found?.title ?? start.title);
  const [text, setText] = useState(found?.text ?? start.text);
  const [restored, setRestored] = useState<number | null>(found?.at ?? null);
  const [saving, setSaving] = useState(false);
  const [conflict, setConflict] = useState<Conflict | null>(null);
  /** The version the text started from: a draft's own, so that saving it later still notices a conflict. */
  const [etag, setEtag] = useState(found ? found.base : start.etag);
  const [kept, setKept] = useState(true);
  const isNew = !('dashboard' in place);
  const dirty = text !== base.text || title !== base.title;
  const gone = useRef(false);

  useEffect(() => sweepDrafts(browserMemory, Date.now()), []);

  useEffect(() => {
    if (!dirty) return;
    const keep = () => {
      if (!gone.current) setKept(keepDraft(browserMemory, key, { title, text, base: etag, at: Date.now() }));
    };
    const timer = setTimeout(keep, keepAfter);
    // The last words typed before a window closes must not be lost to the pause.
    window.addEventListener('pagehide', keep);
    return () => {
      clearTimeout(timer);
      window.removeEventListener('pagehide', keep);
    };
  }, [dirty, etag, key, text, title]);

  const settle = (stored: Dashboard, version: string | null, storedText: string) => {
    dropDraft(browserMemory, key);
    setBase({ title: stored.title, text: storedText, etag: version });
    setEtag(version);
    setRestored(null);
    void cache.invalidateQueries({ queryKey: ['dashboard', stored.id] });
    void cache.invalidateQueries({ queryKey: ['dashboards'] });
  };

  /** Creates; answers the new dashboard. Throws what the server refused. */
  const create = async (): Promise<Dashboard> => {
    const document = parseDocument(text);
    if (document === null || 'dashboard' in place) throw new TypeError('nothing to create');
    setSaving(true);
    try {
      const made = await api.post<Dashboard>(`/workspaces/${place.workspace}/dashboards`, {
        title: title.trim(),
        document,
        ...(place.folder ? { folder: place.folder } : {}),
      });
      gone.current = true;
      settle(made, null, text);
      setBase({ title, text, etag: null });
      return made;
    } finally {
      setSaving(false);
    }
  };

  /** Stores over `version`; null when somebody else was first (then `conflict` is set). Throws other refusals. */
  const save = async (tags: readonly string[], version: string | null = etag): Promise<Dashboard | null> => {
    const document = parseDocument(text);
    if (document === null || !('dashboard' in place)) throw new TypeError('nothing to save');
    setSaving(true);
    const path = `/dashboards/${place.dashboard}`;
    try {
      const { data, etag: next } = await api.putWithEtag<Dashboard>(
        path,
        { title: title.trim(), document, tags },
        { ifMatch: version },
      );
      settle(data, next, text);
      setBase({ title, text, etag: next });
      setConflict(null);
      return data;
    } catch (error) {
      if (!(error instanceof ApiError) || error.status !== 412) throw error;
      const theirs = await api.getWithEtag<Dashboard>(path, { query: { workspace: place.workspace } });
      setConflict({ theirs: theirs.data, text: documentText(theirs.data.document), etag: theirs.etag });
      return null;
    } finally {
      setSaving(false);
    }
  };

  /** Takes what is stored and gives up what was typed. */
  const takeTheirs = (their: Conflict) => {
    settle(their.theirs, their.etag, their.text);
    setTitle(their.theirs.title);
    setText(their.text);
    setConflict(null);
  };

  /** Back to where editing started. Answers how to undo it. */
  const discard = (): (() => void) => {
    const before = { title, text };
    dropDraft(browserMemory, key);
    setTitle(base.title);
    setText(base.text);
    setEtag(base.etag);
    setRestored(null);
    return () => {
      setTitle(before.title);
      setText(before.text);
    };
  };

  return {
    title,
    setTitle,
    text,
    setText,
    dirty,
    isNew,
    restored,
    setRestored,
    saving,
    kept,
    conflict,
    setConflict,
    create,
    save,
    takeTheirs,
    discard,
  };
}

export type Editing = ReturnType<typeof useDocument>;
