'use client';

import { redo, undo } from '@codemirror/commands';
import type { DeclarativePolicyType } from '@gatehouse/policy/organization';
import { countedCharacters, type Finding } from '@gatehouse/policy/validate';
import { Columns2 } from 'lucide-react';
import { type KeyboardEvent, useDeferredValue, useEffect, useId, useMemo, useRef, useState } from 'react';
import { layOut } from '../../access/lay-out';
import { Button } from '../../ui/button';
import { classNames } from '../../ui/class-names';
import { SegmentedControl } from '../../ui/field/segmented-control';
import { replaceAll } from '../code-mirror';
import { FindingsPanel } from '../findings-panel';
import { type EditorCursor, useCodeMirror } from '../use-code-mirror';
import { type EditorView as SideView, useEditorView, useIsWide } from '../use-editor-view';
import { declarativeCompletion } from './declarative-completion';
import { DeclarativeFields } from './declarative-fields';
import { declarativeIssues, toFindings } from './declarative-findings';

export type DeclarativeEditorProps = {
  type: DeclarativePolicyType;
  value: string;
  onChange: (value: string) => void;
  /** The label of the field. */
  label: string;
  /** The quota. White space outside of strings is not counted. */
  maxCharacters: number;
};

/**
 * A declarative policy as fields and text. Both follow from the syntax of the type. Fields are read from the text and edit it in place, so
 * both sides share one history.
 */
export function DeclarativeEditor({ type, value, onChange, label, maxCharacters }: DeclarativeEditorProps) {
  const root = useRef<HTMLDivElement>(null);
  const host = useRef<HTMLDivElement>(null);
  const hint = useId();
  const wide = useIsWide(root);
  const [view, chooseView] = useEditorView(wide, wide ? 'both' : 'visual');
  const [cursor, setCursor] = useState<EditorCursor>({ line: 1, column: 1, offset: 0, own: false });
  const [goal, setGoal] = useState<{ start: number; end: number } | null>(null);
  const text = useDeferredValue(value);
  const issues = useMemo(() => declarativeIssues(type, text, maxCharacters), [type, text, maxCharacters]);
  const findings = useMemo(() => ({ text, findings: toFindings(issues) }), [text, issues]);
  const completion = useMemo(() => declarativeCompletion(type), [type]);
  const editor = useCodeMirror(host, {
    label,
    describedBy: hint,
    completion,
    value,
    onChange,
    onCursor: setCursor,
    readOnly: false,
    findings,
  });
  const hasText = view !== 'visual';
  useEffect(() => {
    const there = editor.current;
    if (!goal || !hasText || !there) return;
    const at = Math.min(goal.start, there.state.doc.length);
    there.dispatch({ selection: { anchor: at, head: Math.min(goal.end, there.state.doc.length) }, scrollIntoView: true });
    there.focus();
    setGoal(null);
  }, [goal, hasText, editor]);
  const show = ({ locations: [place] }: Finding) => {
    if (!hasText) chooseView(wide ? 'both' : 'json');
    setGoal({ start: place?.span.start.offset ?? 0, end: place?.span.end.offset ?? 0 });
  };
  const onKeyDown = (event: KeyboardEvent<HTMLDivElement>) => {
    const inFields = event.target instanceof HTMLElement && !host.current?.contains(event.target);
    if (!editor.current || !inFields || !(event.ctrlKey || event.metaKey) || event.altKey) return;
    const key = event.key.toLowerCase();
    const step = key === 'z' ? (event.shiftKey ? redo : undo) : key === 'y' ? redo : null;
    if (!step) return;
    event.preventDefault();
    step(editor.current);
  };
  const laidOut = layOut(value);
  const count = countedCharacters(value);
  return (
    // biome-ignore lint/a11y/noStaticElementInteractions: keys that work wherever in the editor the focus is
    <div
      ref={root}
      onKeyDown={onKeyDown}
      className="min-w-0 rounded-md border border-line-control bg-surface focus-within:border-accent"
    >
      <p id={hint} hidden>
        JSON. Press Control Space to complete. Errors are listed after the text.
      </p>
      <div className="flex flex-wrap items-center gap-2 border-line border-b px-2 py-1.5">
        {hasText ? (
          <Button size="sm" onClick={() => laidOut !== value && onChange(laidOut)}>
            Format
          </Button>
        ) : null}
        <SegmentedControl<SideView>
          label="View of the document"
          value={view}
          onValueChange={chooseView}
          className="ml-auto"
          segments={[
            ...(wide ? [{ value: 'both' as const, label: 'Both', icon: <Columns2 aria-hidden size={14} /> }] : []),
            { value: 'visual', label: 'Visual editor' },
            { value: 'json', label: 'JSON' },
          ]}
        />
      </div>
      <div className={view === 'both' ? 'grid grid-cols-[minmax(0,1.2fr)_minmax(0,1fr)]' : undefined}>
        {view === 'json' ? null : (
          <div className={view === 'both' ? 'border-line border-r' : undefined}>
            <DeclarativeFields
              type={type}
              text={value}
              issues={issues}
              onText={(changed) => editor.current && replaceAll(editor.current, changed)}
            />
          </div>
        )}
        <div
          ref={host}
          data-policy-editor
          hidden={!hasText}
          style={{ ['--editor-min' as string]: '21rem' }}
          className={classNames(
            'min-w-0 bg-code [&_.cm-scroller]:overflow-auto',
            view === 'both'
              ? 'sticky top-14 self-start [&_.cm-editor]:h-[clamp(24rem,70vh,52rem)]'
              : '[&_.cm-editor]:max-h-[60vh] [&_.cm-editor]:min-h-(--editor-min)',
          )}
        />
      </div>
      <p className="flex flex-wrap justify-between gap-x-4 border-line border-y px-3 py-1 text-ink-3 text-xs tabular-nums">
        <span>{hasText ? `Ln ${cursor.line}, Col ${cursor.column}` : null}</span>
        <span className={count > maxCharacters ? 'font-semibold text-deny' : undefined}>
          {count.toLocaleString('en')} of {maxCharacters.toLocaleString('en')} characters
        </span>
      </p>
      <FindingsPanel findings={findings.findings} types={['ERROR']} onShow={show} onFix={() => undefined} />
    </div>
  );
}
