import { useEffect } from 'react';
import { readableDocument } from '@/components/access/policy-excerpt';
import type { CodeHighlight } from '@/components/ui/code-block';
import type { PolicyKind } from '@/lib/engine';
import { useStatementInUrl } from './statement-in-url';

/** The lines of the statement that the address of the page names, in a document as it is shown, to be marked there. */
export function useMarkedStatement(text: string, kind: PolicyKind): CodeHighlight[] {
  const statement = useStatementInUrl();
  const lines = statement === null ? undefined : readableDocument(text, kind).statements[statement];
  const first = lines?.from;
  useEffect(() => {
    if (first !== undefined) document.querySelector(`[data-line="${first}"]`)?.scrollIntoView({ block: 'center' });
  }, [first]);
  return lines ? [{ ...lines, tone: 'mark' }] : [];
}
