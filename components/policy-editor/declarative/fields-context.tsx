'use client';

import type { DeclarativeIssue, DeclarativePolicyType, FormChange, KeptPart } from '@gatehouse/policy/organization';
import { createContext, use } from 'react';

type Fields = {
  type: DeclarativePolicyType;
  readOnly: boolean;
  issues: readonly DeclarativeIssue[];
  /** Makes changes as one step. Returns false if they are impossible. */
  make: (changes: readonly FormChange[]) => boolean;
};

export const FieldsContext = createContext<Fields | null>(null);

export function useFields(): Fields {
  const fields = use(FieldsContext);
  if (fields === null) throw new Error('The fields of a policy are inside DeclarativeFields.');
  return fields;
}

/** Shows operators and other parts that only the JSON editor can change. */
export function Kept({ parts }: { parts: readonly KeptPart[] }) {
  if (parts.length === 0) return null;
  return (
    <div className="rounded-md bg-none-soft px-3 py-2 text-sm">
      <p className="text-ink-2">The visual editor keeps these parts. Change them in the JSON editor.</p>
      {parts.map(({ name, text }) => (
        <pre key={name} className="mt-1 overflow-x-auto whitespace-pre-wrap font-mono text-xs">
          {JSON.stringify(name)}: {text}
        </pre>
      ))}
    </div>
  );
}

/** Says whether a path is at or below another. */
export function isAt(path: readonly (string | number)[], above: readonly string[]): boolean {
  return above.every((name, index) => path[index] === name);
}
