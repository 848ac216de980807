import type { Position } from '@aws-sdk/client-iam';

/**
 * Returns the position at which AWS's simulation says that a statement starts: just after its preceding character. For a single
 * statement object that is its own brace. For the first statement of a list, it is the bracket. Both are as in the AWS CLI's
 * examples of simulate-custom-policy and simulate-principal-policy. AWS's answer for later statements is not known; here it is
 * after the comma.
 * @param document the policy's text
 * @param brace the position of the statement's `{`
 */
export function statementStart(document: string, brace: { offset: number; line: number; column: number }): Position {
  let at = brace.offset - 1;
  let line = brace.line;
  for (; /\s/.test(document.charAt(at)); at -= 1) if (document[at] === '\n') line -= 1;
  if (document[at] !== '[' && document[at] !== ',') return { Line: brace.line, Column: brace.column + 1 };
  const lineStart = document.lastIndexOf('\n', at) + 1;
  return { Line: line, Column: at - lineStart + 2 };
}
