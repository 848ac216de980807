'use client';

import { type ReactNode, useEffect, useEffectEvent, useId, useRef, useState } from 'react';
import {
  countedCharacters,
  type Finding,
  type ParsePolicyOptions,
  type PolicyKind,
  type PolicyResourceType,
  parsePolicy,
} from '@/lib/engine';
import { layOut } from '../access/lay-out';
import { Button } from '../ui/button';
import { classNames } from '../ui/class-names';
import type { BrowserCatalog } from './browser-catalog';
import { applyFix } from './code-mirror';
import { FindingsPanel } from './findings-panel';
import { addStatement } from './new-statement';
import { useCodeMirror } from './use-code-mirror';
import { useFindings } from './use-findings';

export type PolicyEditorProps = {
  value: string;
  onChange: (value: string) => void;
  /** What the document is for: decides its grammar, its checks and what is completed. */
  kind: PolicyKind;
  /** How IAM saves it: what it refuses then is an error. Absent for documents that are tried out, or that others than IAM save. */
  saving?: ParsePolicyOptions['saving'];
  /** Names the field. */
  label: string;
  /** The quota. White space is not counted, except in trust policies. */
  maxCharacters: number;
  /** Where action names and condition keys come from; without it only the grammar is checked. */
  catalog?: BrowserCatalog;
  /** Of a resource policy. */
  resourceType?: PolicyResourceType;
  readOnly?: boolean;
  /** Nothing is wrong about an empty document. */
  optional?: boolean;
  /** More buttons above the text. */
  tools?: ReactNode;
  /** Lines in sight at least. */
  minLines?: number;
  /** The statement to begin at, counted from 0. */
  statement?: number | null;
  className?: string;
};

const NO_FINDINGS: readonly Finding[] = [];

/** A policy document as text: completed, checked as it is typed, and counted. */
export function PolicyEditor(props: PolicyEditorProps) {
  const { value, kind, saving, label, maxCharacters, catalog, resourceType, readOnly = false, minLines = 14, className } = props;
  const host = useRef<HTMLDivElement>(null);
  const hint = useId();
  const [cursor, setCursor] = useState({ line: 1, column: 1 });
  const checked = useFindings(value, kind, catalog, { saving, sizeQuota: maxCharacters, resourceType });
  const validated = props.optional && value.trim() === '' ? { text: value, findings: NO_FINDINGS } : checked;
  const view = useCodeMirror(host, {
    kind,
    label,
    describedBy: hint,
    catalog,
    value,
    onChange: props.onChange,
    onCursor: (line, column) => setCursor({ line, column }),
    readOnly,
    findings: validated,
  });
  const show = (finding: Finding) => {
    const [place] = finding.locations;
    selectSpan(place?.span.start.offset ?? 0, place?.span.end.offset);
  };
  const selectSpan = (start: number, end = start) => {
    const editor = view.current;
    if (!editor) return;
    const at = Math.min(start, editor.state.doc.length);
    editor.dispatch({ selection: { anchor: at, head: Math.min(end, editor.state.doc.length) }, scrollIntoView: true });
    editor.focus();
  };
  const beginAt = useEffectEvent((index: number) => {
    const parsed = parsePolicy(value, kind, { author: 'aws' });
    const span = parsed.ok ? parsed.policy.statements[index]?.span : undefined;
    if (span) selectSpan(span.start.offset, span.end.offset);
  });
  const { statement = null } = props;
  useEffect(() => {
    if (statement !== null) beginAt(statement);
  }, [statement]);
  const laidOut = layOut(value);
  const withStatement = readOnly ? null : addStatement(value, kind);
  const unreadable = 'Mend the JSON first: see the errors below';
  return (
    <div className={classNames('min-w-0 rounded-md border border-line-control bg-surface focus-within:border-accent', className)}>
      <p id={hint} hidden>
        JSON. Control Space completes. Errors and suggestions are listed after the text.
      </p>
      {readOnly ? null : (
        <div className="flex flex-wrap items-center gap-2 border-line border-b px-2 py-1.5">
          <Button
            size="sm"
            disabledReason={withStatement === null ? unreadable : undefined}
            onClick={() => withStatement !== null && props.onChange(withStatement)}
          >
            Add statement
          </Button>
          <Button
            size="sm"
            disabledReason={isJson(value) ? undefined : unreadable}
            onClick={() => {
              if (laidOut !== value) props.onChange(laidOut);
            }}
          >
            Format
          </Button>
          {props.tools}
          <span className="ml-auto text-ink-3 text-xs max-sm:hidden">
            <kbd className="font-mono">Ctrl</kbd> <kbd className="font-mono">Space</kbd> completes
          </span>
        </div>
      )}
      <div
        ref={host}
        data-policy-editor
        style={{ ['--editor-min' as string]: `${minLines * 1.25 + 1}rem` }}
        className="bg-code [&_.cm-editor]:max-h-[60vh] [&_.cm-editor]:min-h-(--editor-min) [&_.cm-scroller]:overflow-auto"
      />
      <StatusBar value={value} kind={kind} maxCharacters={maxCharacters} cursor={cursor} />
      <FindingsPanel
        findings={validated.findings}
        onShow={show}
        onFix={(finding) => {
          if (view.current && !readOnly) applyFix(view.current, finding);
        }}
      />
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

type StatusBarProps = Pick<PolicyEditorProps, 'value' | 'kind' | 'maxCharacters'> & { cursor: { line: number; column: number } };

function StatusBar({ value, kind, maxCharacters, cursor }: StatusBarProps) {
  // AWS: only the trust policy's quota counts white space.
  const count = kind === 'trust' ? value.length : countedCharacters(value);
  const over = count > maxCharacters;
  return (
    <p className="flex flex-wrap justify-between gap-x-4 border-line border-y px-3 py-1 text-ink-3 text-xs tabular-nums">
      <span>
        Ln {cursor.line}, Col {cursor.column}
      </span>
      <span className={over ? 'font-semibold text-deny' : undefined}>
        {count.toLocaleString('en')} of {maxCharacters.toLocaleString('en')} characters
        {over ? `: ${(count - maxCharacters).toLocaleString('en')} too many` : null}
      </span>
    </p>
  );
}
