'use client';

import { json } from '@codemirror/lang-json';
import { unifiedMergeView } from '@codemirror/merge';
import { EditorState } from '@codemirror/state';
import { EditorView, lineNumbers } from '@codemirror/view';
import { useEffect, useRef } from 'react';
import { editorTheme } from './editor-theme';

type TextDiffProps = { before: string; after: string; label: string };

const diffTheme = EditorView.theme({
  '.cm-changedLine, &.cm-merge-b .cm-changedLine': { backgroundColor: 'var(--allow-soft)' },
  '.cm-deletedChunk': { backgroundColor: 'var(--deny-soft)', color: 'var(--ink)', paddingLeft: '6px' },
  '&.cm-merge-b .cm-changedText, .cm-changedText': {
    background: 'color-mix(in srgb, var(--allow) 12%, transparent)',
    boxShadow: 'inset 0 -2px var(--allow)',
    textDecoration: 'none',
  },
  '.cm-deletedChunk .cm-deletedText, .cm-deletedText, del': {
    background: 'color-mix(in srgb, var(--deny) 12%, transparent)',
    boxShadow: 'inset 0 -2px var(--deny)',
    textDecoration: 'none',
  },
  '.cm-collapsedLines': {
    background: 'var(--none-soft)',
    color: 'var(--ink-2)',
    padding: '2px 12px',
    fontFamily: 'var(--font-sans, "Inter Variable", sans-serif)',
  },
  '.cm-changeGutter': { width: '3px' },
  '.cm-changedLineGutter': { background: 'var(--allow)' },
  '.cm-deletedLineGutter': { background: 'var(--deny)' },
});

/** Shows the differences between two texts line by line. Unchanged lines far from a change are folded. */
export function TextDiff({ before, after, label }: TextDiffProps) {
  const host = useRef<HTMLDivElement>(null);
  useEffect(() => {
    if (!host.current) return;
    const view = new EditorView({
      parent: host.current,
      state: EditorState.create({
        doc: after,
        extensions: [
          lineNumbers(),
          json(),
          EditorState.readOnly.of(true),
          EditorView.contentAttributes.of({ 'aria-label': label }),
          EditorView.lineWrapping,
          editorTheme,
          diffTheme,
          unifiedMergeView({
            original: before,
            mergeControls: false,
            syntaxHighlightDeletions: false,
            collapseUnchanged: { margin: 3, minSize: 6 },
          }),
        ],
      }),
    });
    return () => view.destroy();
  }, [before, after, label]);
  return (
    <div
      ref={host}
      className="overflow-hidden rounded-md border border-line bg-code [&_.cm-editor]:max-h-[60vh] [&_.cm-scroller]:overflow-auto"
    />
  );
}
