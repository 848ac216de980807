'use client';

import { defaultKeymap, history, historyKeymap } from '@codemirror/commands';
import { json } from '@codemirror/lang-json';
import { yaml } from '@codemirror/lang-yaml';
import { bracketMatching, foldGutter, foldKeymap, indentUnit } from '@codemirror/language';
import { type Diagnostic, linter, lintGutter, lintKeymap, setDiagnostics } from '@codemirror/lint';
import { highlightSelectionMatches, searchKeymap } from '@codemirror/search';
import { EditorState, type Text } from '@codemirror/state';
import { EditorView, highlightActiveLine, keymap, lineNumbers } from '@codemirror/view';
import { useEffect, useEffectEvent, useRef } from 'react';
import { editorTheme } from '@/components/policy-editor/editor-theme';
import type { Draft } from './types';

type PackTextProps = {
  name: string;
  value: string;
  problems: Draft['problems'];
  onChange: (text: string) => void;
};

/** One file of a scenario as text. Tab moves the focus, as in any other field. */
export function PackText({ name, value, problems, onChange }: PackTextProps) {
  const host = useRef<HTMLDivElement>(null);
  const view = useRef<EditorView | null>(null);
  const changed = useEffectEvent(onChange);
  const begin = useEffectEvent(() => value);
  useEffect(() => {
    if (!host.current) return;
    const editor = new EditorView({
      parent: host.current,
      doc: begin(),
      extensions: [
        lineNumbers(),
        lintGutter(),
        foldGutter(),
        history(),
        indentUnit.of('  '),
        EditorState.tabSize.of(2),
        bracketMatching(),
        highlightActiveLine(),
        highlightSelectionMatches(),
        ...(name.endsWith('.json') ? [json()] : name.endsWith('.yaml') ? [yaml()] : []),
        linter(null),
        keymap.of([...defaultKeymap, ...searchKeymap, ...historyKeymap, ...foldKeymap, ...lintKeymap]),
        EditorView.contentAttributes.of({ 'aria-label': name, spellcheck: 'false' }),
        EditorView.updateListener.of((update) => {
          if (update.docChanged) changed(update.state.doc.toString());
        }),
        editorTheme,
      ],
    });
    view.current = editor;
    return () => {
      view.current = null;
      editor.destroy();
    };
  }, [name]);
  useEffect(() => {
    const editor = view.current;
    if (editor)
      editor.dispatch(
        setDiagnostics(
          editor.state,
          problems.map((problem) => diagnosticOf(problem, editor.state.doc)),
        ),
      );
  }, [problems]);
  return (
    <div
      ref={host}
      className="min-h-64 border-line border-t bg-code [&_.cm-editor]:max-h-[70vh] [&_.cm-scroller]:overflow-auto"
    />
  );
}

function diagnosticOf({ line, column, path, message }: Draft['problems'][number], doc: Text): Diagnostic {
  const at = doc.line(Math.min(Math.max(line, 1), doc.lines));
  const from = Math.min(at.from + column - 1, at.to);
  return { from, to: at.to, severity: 'error', message: path === '' ? message : `${path}: ${message}` };
}
