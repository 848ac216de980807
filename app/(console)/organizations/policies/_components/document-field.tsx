'use client';

import { Field } from '@/components/ui/field';
import { Textarea } from '@/components/ui/textarea';
import { countedCharacters, type PolicyIssue, parsePolicy } from '@/lib/engine';

type DocumentFieldProps = {
  kind: 'scp' | 'rcp';
  value: string;
  onChange: (value: string) => void;
  maxCharacters: number | undefined;
};

/** The first thing wrong with a document of the kind; null when it can be saved. */
export function documentIssue(text: string, kind: 'scp' | 'rcp'): PolicyIssue | null {
  const parsed = parsePolicy(text, kind);
  return parsed.ok ? null : (parsed.issues[0] ?? null);
}

/** AWS: the console saves without white space where it would not fit otherwise; the quota counts what is sent. */
export function textToSave(text: string, maxCharacters: number | undefined): string {
  return maxCharacters !== undefined && text.length > maxCharacters ? JSON.stringify(JSON.parse(text)) : text;
}

/** The document of a guardrail, checked while it is typed. */
export function DocumentField({ kind, value, onChange, maxCharacters }: DocumentFieldProps) {
  const issue = documentIssue(value, kind);
  const count = countedCharacters(value);
  const over = maxCharacters !== undefined && count > maxCharacters;
  return (
    <Field
      label="Policy document"
      className="max-w-none"
      error={
        issue
          ? `Line ${issue.span.start.line}, column ${issue.span.start.column}: ${issue.message}`
          : over
            ? 'The document is too long.'
            : undefined
      }
      hint={
        <span className="tabular-nums">
          {count.toLocaleString('en')}
          {maxCharacters === undefined ? '' : ` / ${maxCharacters.toLocaleString('en')}`} characters
        </span>
      }
    >
      <Textarea mono rows={20} spellCheck={false} value={value} onChange={(event) => onChange(event.target.value)} />
    </Field>
  );
}
