import type { PolicyKind } from '@gatehouse/policy/parse';
import { useEffect, useState } from 'react';
import type { CodeHighlight } from '@/components/ui/code-block';
import { useStatementInUrl } from './statement-in-url';

type Lines = { from: number; to: number };

/**
 * Returns the lines of the statement that the page's address names, to mark them in a displayed document. The parser is only
 * loaded if a statement is named, because most visits name none.
 */
export function useMarkedStatement(text: string, kind: PolicyKind): CodeHighlight[] {
  const statement = useStatementInUrl();
  const [lines, setLines] = useState<Lines>();
  useEffect(() => {
    let current = true;
    const find = async (index: number) => {
      const { readableDocument } = await import('@/components/access/policy-excerpt');
      if (current) setLines(readableDocument(text, kind).statements[index]);
    };
    if (statement === null) setLines(undefined);
    else void find(statement);
    return () => {
      current = false;
    };
  }, [statement, text, kind]);
  const first = lines?.from;
  useEffect(() => {
    if (first !== undefined) document.querySelector(`[data-line="${first}"]`)?.scrollIntoView({ block: 'center' });
  }, [first]);
  return lines ? [{ ...lines, tone: 'mark' }] : [];
}
