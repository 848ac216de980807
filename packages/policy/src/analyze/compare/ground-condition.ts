import { type CompiledCondition, compileCondition } from '../../condition/test-condition';
import { hasVariables, literalText, resolveVariable, type Template } from '../../match/template';
import { isResolved, type KnownContext, testKnown } from '../model/known-context';

/**
 * Fills known values into a condition. Returns its result if that is certain, or else the condition with its variables replaced. A value
 * whose variable certainly has no value matches nothing and is removed.
 */
export function groundCondition(condition: CompiledCondition, known: KnownContext): boolean | CompiledCondition {
  const tested = testKnown(condition, known);
  if (tested !== 'maybe') return tested === 'yes';
  const { operator, templates, clause } = condition;
  if (operator === null || !templates.some(hasVariables)) return condition;
  let changed = false;
  const values = clause.values.flatMap((entry, i) => {
    const template = templates[i] ?? [];
    if (!hasVariables(template) || !isResolved(template, known)) return [entry];
    changed = true;
    const value = writtenOut(template, known, operator.base.wildcards);
    return value === null ? [] : [{ ...entry, value }];
  });
  return changed ? compileCondition({ ...clause, values }, true) : condition;
}

function writtenOut(template: Template, known: KnownContext, wildcards: boolean): string | null {
  let text = '';
  for (const piece of template) {
    if (piece.kind === 'text') text += piece.text;
    else if (piece.kind === 'literal') text += literalText(piece.text, true);
    else {
      const value = resolveVariable(piece, known.lookUp);
      if (value === null) return null;
      text += literalText(value, wildcards);
    }
  }
  return text;
}
