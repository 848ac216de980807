import type { JsonNode, PathSegment, Span } from '../json/types';
import { type Refusal, SYNTAX } from './refusals';
import type { PolicyIssue, PolicyIssueCode } from './types';

/** A list of issues in document order. */
export class IssueList {
  /** The issues for which the document is not saved or read. */
  readonly issues: PolicyIssue[] = [];
  /** The issues that AWS documents but saves anyway, for validation. */
  readonly tolerated: PolicyIssue[] = [];

  add(code: PolicyIssueCode, path: readonly PathSegment[], span: Span, message: string, refusal: Refusal = SYNTAX): void {
    this.issues.push({ code, message, path, span, refusal });
  }

  /** Adds an issue that AWS may or may not refuse (`open-points.ts`). */
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
