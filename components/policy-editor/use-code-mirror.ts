'use client';

import { forceLinting, setDiagnostics } from '@codemirror/lint';
import { Compartment, EditorState } from '@codemirror/state';
import { EditorView } from '@codemirror/view';
import type { Finding } from '@gatehouse/policy/validate';
import { type RefObject, useEffect, useEffectEvent, useRef } from 'react';
import { flushSync } from 'react-dom';
import { type EditorSetup, editorExtensions, replaceAll, toDiagnostics } from './code-mirror';

/** The cursor's position. `own` is true if the user moved it. */
export type EditorCursor = { line: number; column: number; offset: number; own: boolean };

type CodeMirrorOptions = EditorSetup & {
  value: string;
  onChange: (value: string) => void;
  onCursor: (cursor: EditorCursor) => void;
  readOnly: boolean;
  /** The findings for `value`. Findings for an earlier text are ignored. */
  findings: { text: string; findings: readonly Finding[] };
};

/** CodeMirror's names for changes that the user makes in the text. */
const TYPED = ['input', 'delete', 'move'];

/** Keeps a CodeMirror editor in `host` in sync with React's value. */
export function useCodeMirror(host: RefObject<HTMLElement | null>, options: CodeMirrorOptions): RefObject<EditorView | null> {
  const view = useRef<EditorView | null>(null);
  const setup = useRef(new Compartment());
  const readOnly = useRef(new Compartment());
  const { label, describedBy, completion, value, findings } = options;
  const onChange = useEffectEvent((text: string) => {
    if (text !== options.value) options.onChange(text);
  });
  const onCursor = useEffectEvent(options.onCursor);
  const initial = useEffectEvent(() => ({
    text: options.value,
    extensions: editorExtensions({ label, describedBy, completion }),
  }));

  useEffect(() => {
    if (!host.current) return;
    const { text, extensions } = initial();
    const editor = new EditorView({
      parent: host.current,
      state: EditorState.create({
        doc: text,
        extensions: [
          setup.current.of(extensions),
          readOnly.current.of([]),
          EditorView.updateListener.of((update) => {
            if (update.docChanged) {
              const change = () => onChange(update.state.doc.toString());
              // A click right after typing is about the typed text, so React has it before the click. React itself makes the other changes.
              if (update.transactions.some((each) => TYPED.some((event) => each.isUserEvent(event)))) flushSync(change);
              else change();
            }
            if (update.docChanged || update.selectionSet) {
              const at = update.state.selection.main.head;
              const line = update.state.doc.lineAt(at);
              onCursor({ line: line.number, column: at - line.from + 1, offset: at, own: update.view.hasFocus });
            }
          }),
        ],
      }),
    });
    view.current = editor;
    return () => {
      view.current = null;
      editor.destroy();
    };
  }, [host]);

  // Reconfigures the same editor when more is known, such as the catalog. A new one would lose the focus and the current input.
  useEffect(() => {
    view.current?.dispatch({ effects: setup.current.reconfigure(editorExtensions({ label, describedBy, completion })) });
  }, [label, describedBy, completion]);

  useEffect(() => {
    if (view.current) replaceAll(view.current, value);
  }, [value]);

  useEffect(() => {
    const editable = options.readOnly ? [EditorState.readOnly.of(true)] : [];
    view.current?.dispatch({ effects: readOnly.current.reconfigure(editable) });
  }, [options.readOnly]);

  useEffect(() => {
    const editor = view.current;
    if (!editor || editor.state.doc.toString() !== findings.text) return;
    editor.dispatch(setDiagnostics(editor.state, toDiagnostics(findings.findings, editor.state.doc.length)));
    forceLinting(editor);
  }, [findings]);

  return view;
}
