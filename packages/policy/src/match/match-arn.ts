import { splitArn } from '../arn/parse-arn';
import { ARN_LEADING_VARIABLE_HOLDS_PARTS, ARN_OPERATOR_STAR } from '../evaluate/open-points';
import { type Glob, type GlobCodes, globOf, matchGlob } from './glob';
import { codesOf } from './pattern';
import { hasVariables, NO_VARIABLES, parseTemplate, type Template, type VariableLookup } from './template';

/** The value of an ArnLike or ArnEquals condition. */
export type ArnPattern =
  | { kind: 'any' }
  /** The value lacks the six parts of an ARN. */
  | { kind: 'none' }
  | { kind: 'parts'; parts: readonly Glob[] }
  /** The value depends on its variables. */
  | { kind: 'open'; template: Template };

/**
 * Compiles the value of an Arn operator. The six parts are compared separately and may contain wildcards, and the last keeps its colons. A
 * variable's value is literal and belongs to its part, except that at the start it can be a whole ARN. Source: IAM JSON policy elements:
 * Condition operators, "Amazon Resource Name (ARN) condition operators".
 */
export function arnPattern(template: Template): ArnPattern {
  const [first] = template;
  if (template.length === 1 && first?.kind === 'text' && first.text === '*') return { kind: ARN_OPERATOR_STAR };
  if (hasVariables(template)) return { kind: 'open', template };
  const parts = partsOf(template, NO_VARIABLES);
  return parts === null ? { kind: 'none' } : { kind: 'parts', parts };
}

const COLON = 58;

/** Splits a template at its first five colons. Returns null if it has fewer or a variable has no value. */
function partsOf(template: Template, lookUp: VariableLookup): readonly Glob[] | null {
  const codes: number[][] = [[]];
  for (const [i, piece] of template.entries()) {
    const own: GlobCodes | null = codesOf([piece], lookUp);
    if (own === null) return null;
    const separates = piece.kind === 'text' || (i === 0 && ARN_LEADING_VARIABLE_HOLDS_PARTS);
    for (const code of own) {
      if (code === COLON && separates && codes.length < 6) codes.push([]);
      else codes[codes.length - 1]?.push(code);
    }
  }
  return codes.length === 6 ? codes.map(globOf) : null;
}

/** Tests a text. Returns null if it is not an ARN. */
export function matchArnPattern(pattern: ArnPattern, text: string, lookUp: VariableLookup): boolean | null {
  const parts = splitArn(text);
  if (parts === null || parts[0] !== 'arn') return null;
  switch (pattern.kind) {
    case 'any':
      return true;
    case 'none':
      return false;
    default: {
      const globs = pattern.kind === 'parts' ? pattern.parts : partsOf(pattern.template, lookUp);
      return globs?.every((glob, i) => matchGlob(glob, parts[i] ?? '')) ?? false;
    }
  }
}

/** Tests whether ArnLike (which equals ArnEquals) with this value matches an ARN. Other texts never match. */
export function matchArn(pattern: string, arn: string, lookUp: VariableLookup = NO_VARIABLES): boolean {
  return matchArnPattern(arnPattern(parseTemplate(pattern, true)), arn, lookUp) === true;
}
