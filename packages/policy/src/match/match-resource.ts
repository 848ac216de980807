import { VARIABLES_BEFORE_FIFTH_COLON } from '../evaluate/open-points';
import { ANY_ONE, ANY_RUN, type Glob, ONE_IN_SEGMENT, RUN_IN_SEGMENT } from './glob';
import { matchPattern, type Pattern, patternOf } from './pattern';
import { NO_VARIABLES, parseTemplate, resolveVariable, splitAtColons, type Template, type VariableLookup } from './template';

/** A compiled Resource or NotResource entry. */
export type ResourcePattern = { pattern: Pattern; template: Template };

const NOTHING: Glob = { kind: 'codes', codes: [], minimum: Number.POSITIVE_INFINITY };

/**
 * Compiles a Resource entry. Before the fifth colon `*` and `?` stay inside their segment, except that a `*` at the end of a segment may
 * extend over colons. After it they match anything. Variables count only after the fifth colon. Missing parts of a short ARN are `*`
 * (`SHORT_ARN` in `policy/open-points.ts`). Source: IAM JSON policy elements: Resource.
 */
export function resourcePattern(written: string, variables: boolean): ResourcePattern {
  const entry = filledUp(written, variables);
  const template = parseTemplate(entry, variables);
  const tail = startOfTail(template);
  if (VARIABLES_BEFORE_FIFTH_COLON === 'matchesNothing' && variableBefore(template, tail)) {
    return { template, pattern: { kind: 'fixed', glob: NOTHING } };
  }
  const pattern = patternOf(template, (text, offset) => encodeSegments(text, offset, tail, entry));
  return { template, pattern };
}

/** Adds `*` for the missing ones of an ARN's six parts. An ARN that ends in `*` needs none, because its star extends over colons. */
function filledUp(entry: string, variables: boolean): string {
  if (!entry.startsWith('arn:') || entry.endsWith('*')) return entry;
  const parts = variables ? splitAtColons(entry) : entry.split(':');
  return entry + ':*'.repeat(Math.max(0, 6 - parts.length));
}

/** Returns the offset after the fifth colon. Colons inside variables don't count. */
function startOfTail(template: Template): number {
  let colons = 0;
  let offset = 0;
  for (const piece of template) {
    if (piece.kind === 'text') {
      for (let i = 0; i < piece.text.length; i += 1) {
        if (piece.text.charCodeAt(i) === 58) colons += 1;
        if (colons === 5) return offset + i + 1;
      }
    }
    offset += widthOf(piece);
  }
  return Number.POSITIVE_INFINITY;
}

function widthOf(piece: Template[number]): number {
  if (piece.kind === 'variable') return piece.written.length;
  return piece.kind === 'literal' ? piece.text.length + 3 : piece.text.length;
}

function variableBefore(template: Template, tail: number): boolean {
  let offset = 0;
  for (const piece of template) {
    if (piece.kind === 'variable' && offset < tail) return true;
    offset += widthOf(piece);
  }
  return false;
}

function encodeSegments(text: string, offset: number, tail: number, whole: string): number[] {
  const codes: number[] = [];
  for (let i = 0; i < text.length; i += 1) {
    const code = text.charCodeAt(i);
    const inTail = offset + i >= tail;
    if (code === 42) {
      const next = offset + i + 1;
      const endsSegment = next === whole.length || whole.charCodeAt(next) === 58;
      codes.push(inTail || endsSegment ? ANY_RUN : RUN_IN_SEGMENT);
    } else if (code === 63) codes.push(inTail ? ANY_ONE : ONE_IN_SEGMENT);
    else codes.push(code);
  }
  return codes;
}

export function matchResourcePattern(resource: ResourcePattern, text: string, lookUp: VariableLookup): boolean {
  return matchPattern(resource.pattern, text, lookUp);
}

/** Tests whether an entry matches nothing, because a variable has no value or is not allowed in its position. */
export function standsForNothing({ pattern }: ResourcePattern, lookUp: VariableLookup): boolean {
  if (pattern.kind === 'fixed') return pattern.glob === NOTHING;
  return pattern.parts.some((part) => 'key' in part && resolveVariable(part, lookUp) === null);
}

/**
 * Tests whether a Resource entry matches an ARN (or `*`, the resource of actions without one). Matching is case-sensitive. `lookUp` returns
 * values of policy variables. Without it no `${…}` is resolved and such an entry matches nothing.
 */
export function matchResource(entry: string, resource: string, lookUp: VariableLookup = NO_VARIABLES): boolean {
  return matchResourcePattern(resourcePattern(entry, true), resource, lookUp);
}
