'use client';

import { redo, undo } from '@codemirror/commands';
import { EditorView } from '@codemirror/view';
import { blockAt, toBlocks } from '@gatehouse/policy/edit';
import type { ParsePolicyOptions, PolicyKind } from '@gatehouse/policy/parse';
import { countedCharacters, type Finding, type PolicyResourceType } from '@gatehouse/policy/validate';
import { Columns2 } from 'lucide-react';
import dynamic from 'next/dynamic';
import { type KeyboardEvent, type ReactNode, useEffect, useEffectEvent, useId, useMemo, useRef, useState } from 'react';
import { plural } from '@/lib/core/text/plural';
import { layOut } from '../access/lay-out';
import { Button } from '../ui/button';
import { classNames } from '../ui/class-names';
import { SegmentedControl } from '../ui/field/segmented-control';
import type { BrowserCatalog } from './browser-catalog';
import { applyFix, dispatchEdits, markLines, replaceAll } from './code-mirror';
import { policyCompletion } from './completion-source';
import type { EditorSources } from './editor-sources';
import { FindingsPanel } from './findings-panel';
import { addStatement, isBlankDocument } from './new-statement';
import { type EditorCursor, useCodeMirror } from './use-code-mirror';
import { type EditorView as SideView, useEditorView, useIsWide } from './use-editor-view';
import { useFindings } from './use-findings';

// The fields are loaded next to the text, or on demand.
const VisualSide = dynamic(() => import('./visual/visual-side').then((module) => module.VisualSide), {
  ssr: false,
  loading: () => <p className="px-4 py-6 text-ink-3">Loading the fields.</p>,
});

export type PolicyEditorProps = {
  value: string;
  onChange: (value: string) => void;
  /** The kind of the document, which decides its grammar, checks and completion. */
  kind: PolicyKind;
  /** How IAM saves it, so that its refusals are errors. Absent for trial documents and policies of other services. */
  saving?: ParsePolicyOptions['saving'];
  /** The label of the field. */
  label: string;
  /** The quota. White space is not counted, except in trust policies. */
  maxCharacters: number;
  /** The source of action names and condition keys. Without it, only the grammar is checked. */
  catalog?: BrowserCatalog;
  /** The account's suggestions for fields. Without them, fields are filled in by hand. */
  sources?: EditorSources;
  /** The type of a resource policy's resource. */
  resourceType?: PolicyResourceType;
  /** The ARN of a resource policy's resource, if it exists. */
  resource?: string;
  /** The initial view of a narrow editor. Default: the fields, or the JSON if documents are usually pasted. */
  begin?: 'visual' | 'json';
  readOnly?: boolean;
  /** True if an empty document is valid. */
  optional?: boolean;
  /** True if the surrounding form already shows the problem. */
  problemShown?: boolean;
  /** More buttons above the text. */
  tools?: ReactNode;
  /** The minimum number of visible lines. */
  minLines?: number;
  /**
   * True for an editor among other fields: it keeps its height and scrolls inside, so that nothing below it moves when fields and
   * findings appear.
   */
  fixedHeight?: boolean;
  /** The initial statement, counted from 0. */
  statement?: number | null;
  className?: string;
};

const NO_FINDINGS: readonly Finding[] = [];

/**
 * A policy document as fields and text. Each follows the other, because the fields are read from the text and edit it in place.
 * The text is completed, checked while it is typed, and counted.
 */
export function PolicyEditor(props: PolicyEditorProps) {
  const { value, kind, saving, label, maxCharacters, catalog, resourceType, readOnly = false, minLines = 14, className } = props;
  const { fixedHeight = false } = props;
  const root = useRef<HTMLDivElement>(null);
  const host = useRef<HTMLDivElement>(null);
  const hint = useId();
  const wide = useIsWide(root);
  const [view, chooseView] = useEditorView(wide, wide ? 'both' : (props.begin ?? 'visual'));
  const { statement = null } = props;
  const [open, setOpen] = useState<number | null>(statement ?? 0);
  const [cursor, setCursor] = useState<EditorCursor>({ line: 1, column: 1, offset: 0, own: false });
  // The target in the text, once it is visible.
  const [goal, setGoal] = useState<{ start: number; end: number } | null>(null);
  const read = useMemo(() => toBlocks(value), [value]);
  const checked = useFindings(value, kind, catalog, {
    saving,
    sizeQuota: maxCharacters,
    resourceType,
    resourceArn: props.resource,
  });
  const [left, setLeft] = useState(false);
  // Missing content in an untouched document is not reported.
  const quiet = !left && !props.problemShown && isBlankDocument(value, kind);
  const isEmpty = value.trim() === '';
  // The findings of an empty document say nothing about the text that was just entered.
  const isOutdated = !isEmpty && checked.text.trim() === '';
  const validated = quiet || isOutdated || (props.optional && isEmpty) ? { text: value, findings: NO_FINDINGS } : checked;
  const completion = useMemo(() => policyCompletion(kind, catalog), [kind, catalog]);
  const editor = useCodeMirror(host, {
    label,
    describedBy: hint,
    completion,
    value,
    onChange: props.onChange,
    onCursor: (at) => {
      setCursor(at);
      // The fields follow the cursor in the text.
      const block = at.own && view === 'both' && read.ok ? blockAt(read.document, at.offset) : undefined;
      if (block) setOpen(block.index);
    },
    readOnly,
    findings: validated,
  });
  const hasText = view !== 'visual';
  const hasFields = view !== 'json';
  const showSpan = (start: number, end = start) => {
    if (!hasText) chooseView(wide ? 'both' : 'json');
    setGoal({ start, end });
  };
  useEffect(() => {
    const text = editor.current;
    if (!goal || !hasText || !text) return;
    const at = Math.min(goal.start, text.state.doc.length);
    text.dispatch({ selection: { anchor: at, head: Math.min(goal.end, text.state.doc.length) }, scrollIntoView: true });
    text.focus();
    setGoal(null);
  }, [goal, hasText, editor]);
  const show = (finding: Finding) => {
    const [place] = finding.locations;
    showSpan(place?.span.start.offset ?? 0, place?.span.end.offset);
  };
  const beginAt = useEffectEvent((index: number) => {
    const span = read.ok ? read.document.blocks[index]?.node.span : undefined;
    if (!span) return;
    setOpen(index);
    if (hasText) setGoal({ start: span.start.offset, end: span.end.offset });
  });
  useEffect(() => {
    if (statement !== null) beginAt(statement);
  }, [statement]);
  const openSpan = hasFields && open !== null && read.ok ? read.document.blocks[open]?.node.span : undefined;
  const [from, to] = [openSpan?.start.offset, openSpan?.end.offset];
  useEffect(() => {
    editor.current?.dispatch({ effects: markLines.of(from === undefined || to === undefined ? null : { from, to }) });
  }, [from, to, editor]);
  const openBlock = (index: number | null) => {
    setOpen(index);
    const span = index !== null && read.ok ? read.document.blocks[index]?.node.span : undefined;
    const text = editor.current;
    if (!span || !text || !hasText) return;
    const place = Math.min(span.start.offset, text.state.doc.length);
    text.dispatch({ effects: EditorView.scrollIntoView(place, { y: 'start', yMargin: 24 }) });
  };
  const laidOut = layOut(value);
  const withStatement = readOnly ? null : addStatement(value, kind);
  const unreadable = 'Fix the JSON first: see the errors below';
  const blocks = read.ok ? read.document.blocks.length : null;

  const changeSide = () => {
    const text = editor.current;
    const inText = host.current?.contains(document.activeElement) ?? false;
    if (!inText && text) {
      const { anchor, head } = text.state.selection.main;
      showSpan(Math.min(anchor, head), Math.max(anchor, head));
      return;
    }
    if (!hasFields) chooseView(wide ? 'both' : 'visual');
    // Fields that were not visible exist one frame later at the earliest.
    requestAnimationFrame(() => {
      const headings = root.current?.querySelectorAll<HTMLElement>('[data-heading]');
      (headings?.[open ?? 0] ?? headings?.[0])?.focus();
    });
  };
  const onKeyDown = (event: KeyboardEvent<HTMLDivElement>) => {
    if (event.key === 'F6') {
      event.preventDefault();
      changeSide();
      return;
    }
    const text = editor.current;
    const inFields = event.target instanceof HTMLElement && event.target.closest('[data-visual-side]') !== null;
    if (!text || !inFields || readOnly || !(event.ctrlKey || event.metaKey) || event.altKey) return;
    const key = event.key.toLowerCase();
    const step = key === 'z' ? (event.shiftKey ? redo : undo) : key === 'y' ? redo : null;
    if (!step) return;
    event.preventDefault();
    step(text);
  };
  return (
    // biome-ignore lint/a11y/noStaticElementInteractions: keys that work wherever in the editor the focus is
    <div
      ref={root}
      onKeyDown={onKeyDown}
      onBlur={({ currentTarget, relatedTarget }) => {
        if (relatedTarget !== null && !currentTarget.contains(relatedTarget)) setLeft(true);
      }}
      className={classNames('min-w-0 rounded-md border border-line-control bg-surface focus-within:border-accent', className)}
    >
      <p id={hint} hidden>
        JSON. Press Control Space to complete and F6 to move to the fields and back. Errors and suggestions are listed after the
        text.
      </p>
      <div className="flex flex-wrap items-center gap-2 border-line border-b px-2 py-1.5">
        {readOnly ? null : (
          <>
            <Button
              size="sm"
              disabledReason={withStatement === null ? unreadable : undefined}
              onClick={() => {
                if (withStatement === null) return;
                props.onChange(withStatement);
                setOpen(blocks ?? 0);
              }}
            >
              Add statement
            </Button>
            {hasText ? (
              <Button
                size="sm"
                disabledReason={isJson(value) ? undefined : unreadable}
                onClick={() => {
                  if (laidOut !== value) props.onChange(laidOut);
                }}
              >
                Format
              </Button>
            ) : null}
            {props.tools}
          </>
        )}
        <SegmentedControl<SideView>
          label="View of the document"
          value={view}
          onValueChange={chooseView}
          className="ml-auto"
          segments={[
            ...(wide ? [{ value: 'both' as const, label: 'Both', icon: <Columns2 aria-hidden size={14} /> }] : []),
            { value: 'visual', label: 'Visual' },
            { value: 'json', label: 'JSON' },
          ]}
        />
      </div>
      <div className={view === 'both' ? 'grid grid-cols-[minmax(0,1.2fr)_minmax(0,1fr)]' : undefined}>
        {hasFields ? (
          <div className={classNames(view === 'both' && 'border-line border-r', fixedHeight && 'h-112 overflow-y-auto')}>
            <VisualSide
              text={value}
              read={read}
              kind={kind}
              catalog={catalog}
              sources={props.sources}
              resourceType={resourceType}
              resource={props.resource}
              readOnly={readOnly}
              findings={validated}
              open={open}
              onOpen={openBlock}
              onEdits={(edits, typed) => editor.current && dispatchEdits(editor.current, edits, typed)}
              onText={(text) => editor.current && replaceAll(editor.current, text)}
              onFix={(finding) => editor.current && applyFix(editor.current, finding)}
              onShow={({ start, end }) => showSpan(start.offset, end.offset)}
            />
          </div>
        ) : null}
        <div
          ref={host}
          data-policy-editor
          hidden={!hasText}
          style={{ ['--editor-min' as string]: `${minLines * 1.25 + 1}rem` }}
          className={classNames(
            'min-w-0 bg-code [&_.cm-scroller]:overflow-auto',
            fixedHeight && view === 'both'
              ? '[&_.cm-editor]:h-112'
              : view === 'both'
                ? 'sticky top-14 self-start [&_.cm-editor]:h-[clamp(24rem,70vh,52rem)]'
                : '[&_.cm-editor]:max-h-[60vh] [&_.cm-editor]:min-h-(--editor-min)',
          )}
        />
      </div>
      <StatusBar value={value} kind={kind} maxCharacters={maxCharacters} cursor={hasText ? cursor : null} statements={blocks} />
      {quiet ? (
        <p className={classNames('px-3 py-2.5 text-ink-3 text-sm', fixedHeight && 'h-36')}>
          Choose a service and its actions, or enter JSON. Findings appear here.
        </p>
      ) : (
        <FindingsPanel
          fixedHeight={fixedHeight}
          findings={validated.findings}
          onShow={show}
          onFix={(finding) => {
            if (editor.current && !readOnly) applyFix(editor.current, finding);
          }}
        />
      )}
    </div>
  );
}

function isJson(text: string): boolean {
  try {
    JSON.parse(text);
    return true;
  } catch {
    return false;
  }
}

type StatusBarProps = Pick<PolicyEditorProps, 'value' | 'kind' | 'maxCharacters'> & {
  /** The cursor, if the text is visible. */
  cursor: EditorCursor | null;
  /** Null if the statements cannot be determined. */
  statements: number | null;
};

function StatusBar({ value, kind, maxCharacters, cursor, statements }: StatusBarProps) {
  // AWS: only the trust policy's quota counts white space.
  const count = kind === 'trust' ? value.length : countedCharacters(value);
  const over = count > maxCharacters;
  return (
    <p className="flex flex-wrap justify-between gap-x-4 border-line border-y px-3 py-1 text-ink-3 text-xs tabular-nums">
      <span>
        {statements === null ? null : plural(statements, 'statement')}
        {statements === null || cursor === null ? null : ' · '}
        {cursor === null ? null : `Ln ${cursor.line}, Col ${cursor.column}`}
      </span>
      <span className={over ? 'font-semibold text-deny' : undefined}>
        {count.toLocaleString('en')} of {maxCharacters.toLocaleString('en')} characters
        {over ? `: ${(count - maxCharacters).toLocaleString('en')} too many` : null}
      </span>
    </p>
  );
}
