import { splitArn } from '../arn/parse-arn';
import { ARN_OPERATOR_STAR } from '../evaluate/open-points';
import { matchPattern, type Pattern, patternOf } from './pattern';
import { NO_VARIABLES, parseTemplate, type Template, type TemplatePiece, type VariableLookup } from './template';

/** The value of an ArnLike or ArnEquals condition: six patterns, one for each part of an ARN. `null` matches no ARN. */
export type ArnPattern = { kind: 'any' } | { kind: 'parts'; parts: readonly Pattern[] } | { kind: 'none' };

/**
 * Compiles the value of an Arn operator: the six parts are compared separately, each may hold wildcards, the last keeps its colons.
 * Source: IAM JSON policy elements: Condition operators, "Amazon Resource Name (ARN) condition operators".
 */
export function arnPattern(template: Template): ArnPattern {
  const [first] = template;
  if (template.length === 1 && first?.kind === 'text' && first.text === '*') return { kind: ARN_OPERATOR_STAR };
  const parts = splitTemplate(template);
  return parts.length === 6 ? { kind: 'parts', parts: parts.map((part) => patternOf(part)) } : { kind: 'none' };
}

/** Cuts a template at its first five colons; a variable's own colons do not count. */
function splitTemplate(template: Template): Template[] {
  const parts: TemplatePiece[][] = [[]];
  for (const piece of template) {
    if (piece.kind !== 'text') {
      parts[parts.length - 1]?.push(piece);
      continue;
    }
    let rest = piece.text;
    for (let colon = rest.indexOf(':'); colon >= 0 && parts.length < 6; colon = rest.indexOf(':')) {
      if (colon > 0) parts[parts.length - 1]?.push({ kind: 'text', text: rest.slice(0, colon) });
      parts.push([]);
      rest = rest.slice(colon + 1);
    }
    if (rest !== '') parts[parts.length - 1]?.push({ kind: 'text', text: rest });
  }
  return parts;
}

/** Null: the text is no ARN. */
export function matchArnPattern(pattern: ArnPattern, text: string, lookUp: VariableLookup): boolean | null {
  const parts = splitArn(text);
  if (parts === null || parts[0] !== 'arn') return null;
  if (pattern.kind !== 'parts') return pattern.kind === 'any';
  return pattern.parts.every((part, i) => matchPattern(part, parts[i] ?? '', lookUp));
}

/** Whether ArnLike (which is ArnEquals) with this value matches an ARN. Text that is no ARN never matches. */
export function matchArn(pattern: string, arn: string, lookUp: VariableLookup = NO_VARIABLES): boolean {
  return matchArnPattern(arnPattern(parseTemplate(pattern, true)), arn, lookUp) === true;
}
