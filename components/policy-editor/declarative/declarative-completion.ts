import type { Completion, CompletionContext, CompletionResult } from '@codemirror/autocomplete';
import { CHILD_CONTROL, type DeclarativePolicyType, VALUE_OPERATORS } from '@gatehouse/policy/organization';
import { type CompletionPlace, completionPlace } from '../completion-place';
import { schemaAt, valuesToOffer } from './schema-at';

/** Completes a declarative policy at the cursor: names, operators and values, by the syntax of its type. */
export function declarativeCompletion(type: DeclarativePolicyType) {
  return (context: CompletionContext): CompletionResult | null => {
    const place = completionPlace(context.state, context.pos);
    const options = place ? optionsAt(type, place) : [];
    if (!place || options.length === 0) return null;
    // A completion replaces the whole string, including the text after the cursor.
    return { from: place.from, to: place.to, options, validFor: /^[^"\\]*$/ };
  };
}

function optionsAt(type: DeclarativePolicyType, { role, path, siblings }: CompletionPlace): Completion[] {
  if (role === 'value') return valuesAt(type, path);
  return namesAt(type, path).filter(({ label }) => !siblings.includes(label));
}

function namesAt(type: DeclarativePolicyType, path: readonly string[]): Completion[] {
  const schema = schemaAt(type, path);
  if (schema === null) return [];
  if (path.length === 0 && schema.kind === 'map') return words([...schema.members.keys()], 'property');
  const control = words([CHILD_CONTROL], 'keyword', -10);
  if (schema.kind !== 'map') {
    return [...words(schema.kind === 'list' ? VALUE_OPERATORS : VALUE_OPERATORS.slice(0, 1), 'keyword'), ...control];
  }
  const free = schema.entries ? valuesToOffer(schema.entries.key.value) : [];
  return [...words([...schema.members.keys(), ...free], 'property'), ...control];
}

function valuesAt(type: DeclarativePolicyType, path: readonly string[]): Completion[] {
  const operator = path.at(-1);
  if (operator === CHILD_CONTROL) return words(['@@all', '@@none', ...VALUE_OPERATORS], 'keyword');
  const schema = VALUE_OPERATORS.some((each) => each === operator) ? schemaAt(type, path.slice(0, -1)) : null;
  return schema === null || schema.kind === 'map' ? [] : words(valuesToOffer(schema.value), 'constant');
}

function words(labels: readonly string[], type: string, boost = 0): Completion[] {
  return labels.map((label) => ({ label, type, boost }));
}
