import type { Position } from '@aws-sdk/client-iam';

/**
 * Where AWS's simulation says that a statement starts: just behind what comes before it. For a single statement object that is its own
 * brace, for the first statement of a list the bracket (both in the AWS CLI's examples of simulate-custom-policy and
 * simulate-principal-policy), on whatever line that is. What AWS says of later ones is not recorded: here, behind the comma.
 * @param document the policy's text
 * @param brace where the statement's `{` is
 */
export function statementStart(document: string, brace: { offset: number; line: number; column: number }): Position {
  let at = brace.offset - 1;
  let line = brace.line;
  for (; /\s/.test(document[at] ?? ''); at -= 1) if (document[at] === '\n') line -= 1;
  if (document[at] !== '[' && document[at] !== ',') return { Line: brace.line, Column: brace.column + 1 };
  const lineStart = document.lastIndexOf('\n', at) + 1;
  return { Line: line, Column: at - lineStart + 2 };
}
