import type { JsonNode, PathSegment, Span } from '../json/types';
import { type Refusal, SYNTAX } from './refusals';
import type { PolicyIssue, PolicyIssueCode } from './types';

/** Collects what is wrong, in document order. */
export class IssueList {
  /** What keeps the document from being saved or read. */
  readonly issues: PolicyIssue[] = [];
  /** What AWS's pages call wrong and saving takes all the same: for validation. */
  readonly tolerated: PolicyIssue[] = [];

  add(code: PolicyIssueCode, path: readonly PathSegment[], span: Span, message: string, refusal: Refusal = SYNTAX): void {
    this.issues.push({ code, message, path, span, refusal });
  }

  /** A fault of which it is open whether AWS refuses it (`open-points.ts`). */
  addOpen(
    choice: 'stored' | 'refused',
    code: PolicyIssueCode,
    path: readonly PathSegment[],
    span: Span,
    message: string,
    refusal: Refusal = SYNTAX,
  ): void {
    const list = choice === 'stored' ? this.tolerated : this.issues;
    list.push({ code, message, path, span, refusal });
  }

  wrongType(node: JsonNode, path: readonly PathSegment[], expected: string): void {
    this.add('DATA_TYPE_MISMATCH', path, node.span, `${nameOf(path)} must be ${expected}, not ${article(node.kind)}.`);
  }
}

function nameOf(path: readonly PathSegment[]): string {
  const names = path.filter((segment) => typeof segment === 'string');
  return names.length === 0 ? 'The document' : String(names[names.length - 1]);
}

function article(kind: JsonNode['kind']): string {
  if (kind === 'null') return 'null';
  return kind === 'object' || kind === 'array' ? `an ${kind}` : `a ${kind}`;
}
