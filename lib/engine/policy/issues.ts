import type { JsonNode, PathSegment, Span } from '../json/types';
import type { PolicyIssue, PolicyIssueCode } from './types';

/** Collects what is wrong, in document order. */
export class IssueList {
  readonly issues: PolicyIssue[] = [];

  add(code: PolicyIssueCode, path: readonly PathSegment[], span: Span, message: string, awsMessage?: string): void {
    this.issues.push(awsMessage === undefined ? { code, message, path, span } : { code, message, path, span, awsMessage });
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
