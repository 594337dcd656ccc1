/**
 * The JSON editor: CodeMirror with our completion and with faults marked in the text. It lives in a shadow root, because
 * only there CodeMirror adopts its style sheets instead of writing <style> elements, which our pages refuse.
 * Tab leaves the editor, as everywhere else; it is not a trap.
 */
import { useEffect, useImperativeHandle, useRef, type Ref } from 'react';
import {
  autocompletion,
  closeBrackets,
  closeBracketsKeymap,
  completionKeymap,
  startCompletion,
  type CompletionContext,
  type CompletionResult,
} from '@codemirror/autocomplete';
import { defaultKeymap, history, historyKeymap } from '@codemirror/commands';
import { json } from '@codemirror/lang-json';
import { bracketMatching, foldGutter, foldKeymap, indentOnInput } from '@codemirror/language';
import { lintGutter, setDiagnostics } from '@codemirror/lint';
import { searchKeymap } from '@codemirror/search';
import { EditorState } from '@codemirror/state';
import {
  drawSelection,
  EditorView,
  highlightActiveLine,
  highlightActiveLineGutter,
  keymap,
  lineNumbers,
} from '@codemirror/view';
import { tMaybe } from '../../i18n/core';
import { codeLook } from './codeLook';
import { caret, complete, type Names, type Option } from './complete';
import type { Finding } from './pointer';

export type JsonEditorHandle = { jump: (from: number) => void; focus: () => void };

const types: Record<Option['kind'], string> = {
  key: 'property',
  word: 'constant',
  dataset: 'class',
  column: 'variable',
  variable: 'variable',
  shape: 'keyword',
};

function insertion(option: Option) {
  return (view: EditorView, _: unknown, from: number, to: number) => {
    const at = option.insert.indexOf(caret);
    const text = option.insert.replace(caret, '');
    const position = from + (at < 0 ? text.length : at);
    view.dispatch({
      changes: { from, to, insert: text },
      selection: { anchor: position },
      userEvent: 'input.complete',
    });
    // A key that was just written wants its value next.
    if (option.kind === 'key' && at >= 0) startCompletion(view);
  };
}

function source(names: () => Names) {
  return (context: CompletionContext): CompletionResult | null => {
    const found = complete(context.state.doc.toString(), context.pos, names());
    if (found === null) return null;
    const quoted = context.state.sliceDoc(Math.max(0, found.from - 1), found.from) === '"';
    if (!context.explicit && found.from === context.pos && !quoted) return null;
    const end = found.to;
    // Asked for on a finished word, the question is what else could stand there.
    const typed = context.state.sliceDoc(found.from, context.pos);
    const all = context.explicit && found.options.some(({ label }) => label === typed);
    return {
      from: found.from,
      to: Math.max(end, context.pos),
      ...(all ? { filter: false } : { filter: true, validFor: /^[\w$*.-]*$/ }),
      options: found.options.map((option, index) => ({
        label: option.label,
        type: types[option.kind],
        ...(option.detail ? { detail: option.detail } : {}),
        ...(option.doc ? { info: () => infoNode(option.doc ?? '') } : {}),
        // The schema's order is the order of use; letters come after that.
        boost: Math.max(-99, 50 - index),
        apply: (view: EditorView, completion: unknown, from: number) => {
          const tail = end - context.pos;
          insertion(option)(view, completion, from, view.state.selection.main.head + Math.max(0, tail));
        },
      })),
    };
  };
}

function infoNode(doc: string): Node | null {
  const text = tMaybe(`dashboards.editor.doc_${doc}`, '');
  if (text === '') return null;
  const node = document.createElement('div');
  node.textContent = text;
  return node;
}

/** The one stretch that turns a text into another. */
function changeBetween(old: string, next: string): { from: number; to: number; insert: string } {
  const most = Math.min(old.length, next.length);
  let from = 0;
  while (from < most && old.charCodeAt(from) === next.charCodeAt(from)) from += 1;
  let tail = 0;
  while (
    tail < most - from &&
    old.charCodeAt(old.length - 1 - tail) === next.charCodeAt(next.length - 1 - tail)
  )
    tail += 1;
  return { from, to: old.length - tail, insert: next.slice(from, next.length - tail) };
}

export function JsonEditor({
  value,
  onChange,
  label,
  names,
  faults,
  onSave,
  ref,
}: {
  value: string;
  onChange: (text: string) => void;
  /** Accessible name. */
  label: string;
  names: Names;
  faults: readonly Finding[];
  onSave: () => void;
  ref?: Ref<JsonEditorHandle>;
}) {
  const host = useRef<HTMLDivElement>(null);
  const view = useRef<EditorView | null>(null);
  // CodeMirror is made once; what changes with each drawing is read from here when it is needed.
  const latest = useRef({ names, onChange, onSave });
  latest.current = { names, onChange, onSave };
  const first = useRef(value);

  useEffect(() => {
    const element = host.current;
    if (element === null) return;
    const root = element.shadowRoot ?? element.attachShadow({ mode: 'open', delegatesFocus: true });
    const state = EditorState.create({
      doc: first.current,
      extensions: [
        lineNumbers(),
        foldGutter(),
        lintGutter(),
        history(),
        drawSelection(),
        indentOnInput(),
        bracketMatching(),
        closeBrackets(),
        highlightActiveLine(),
        highlightActiveLineGutter(),
        json(),
        autocompletion({
          override: [source(() => latest.current.names)],
          icons: false,
          activateOnTyping: true,
        }),
        keymap.of([
          {
            key: 'Mod-s',
            preventDefault: true,
            run: () => {
              latest.current.onSave();
              return true;
            },
          },
          ...closeBracketsKeymap,
          ...completionKeymap,
          ...defaultKeymap,
          ...searchKeymap,
          ...historyKeymap,
          ...foldKeymap,
        ]),
        EditorState.tabSize.of(2),
        EditorView.lineWrapping,
        EditorView.contentAttributes.of({ 'aria-label': label, spellcheck: 'false', tabindex: '0' }),
        EditorView.updateListener.of((update) => {
          if (update.docChanged) {
            first.current = update.state.doc.toString();
            latest.current.onChange(first.current);
          }
        }),
        codeLook,
      ],
    });
    const made = new EditorView({ state, parent: root, root });
    view.current = made;
    return () => {
      made.destroy();
      view.current = null;
    };
  }, [label]);

  // Texts from outside (theirs loaded, draft dropped, a form beside it) replace what differs; what was typed comes back as
  // it went, and cursor and folds stay.
  useEffect(() => {
    const now = view.current;
    if (now === null || first.current === value) return;
    now.dispatch({ changes: changeBetween(now.state.doc.toString(), value) });
  }, [value]);

  useEffect(() => {
    const now = view.current;
    if (now === null) return;
    const end = now.state.doc.length;
    now.dispatch(
      setDiagnostics(
        now.state,
        faults.map((fault) => ({
          from: Math.min(fault.from, end),
          to: Math.min(Math.max(fault.to, fault.from), end),
          severity: 'error',
          message: fault.message,
        })),
      ),
    );
  }, [faults]);

  useImperativeHandle(ref, () => ({
    jump: (from) => {
      const now = view.current;
      if (now === null) return;
      const anchor = Math.min(from, now.state.doc.length);
      now.dispatch({ selection: { anchor }, effects: EditorView.scrollIntoView(anchor, { y: 'center' }) });
      now.focus();
    },
    focus: () => view.current?.focus(),
  }));

  return <div ref={host} data-code-editor="" style={{ height: '100%', minHeight: 0 }} />;
}
