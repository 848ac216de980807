import { compareDecimals, parseDecimal } from '../../condition/decimal';
import type { JsonNode, Span } from '../../json/types';
import { at, atClause, atKey, type Check, type CheckContext, clausesOf } from '../check';
import type { DraftClause, DraftStatement, Path } from '../draft';
import { member } from '../draft';
import { removeItems, removeMember, replaceString } from '../edits';
import type { Fix } from '../types';

type Block = { statement: DraftStatement; operator: string; span: Span; path: Path; empty: boolean };

/** Yields the operators of a Condition with their blocks, including empty ones. */
function* blocksOf({ draft }: CheckContext): Iterable<Block> {
  for (const statement of draft.statements) {
    const { condition } = statement;
    if (condition?.node.kind !== 'object') continue;
    for (const { key, keySpan, value } of condition.node.members) {
      const empty = value.kind === 'object' && value.members.length === 0;
      yield { statement, operator: key, span: keySpan, path: [...condition.path, key], empty };
    }
  }
}

/** Renames an operator, unless the name exists or other keys share the block. */
export function renameOperator({ condition }: DraftStatement, clause: DraftClause, name: string): Fix['edits'] | undefined {
  if (clause.block.members.length !== 1 || member(condition?.node, name)) return undefined;
  return [replaceString(clause.operatorSpan, name)];
}

/** Returns the fix that removes an empty block. */
function removing(node: JsonNode, name: string): { fix?: Fix } {
  const edits = removeMember(node, name);
  return edits.length > 0 ? { fix: { title: `Remove the empty ${name}`, edits } } : {};
}

const isEmptyList = (clause: DraftClause) => clause.node.kind === 'array' && clause.node.items.length === 0;

/** Returns a fix for an empty list, which compares nothing, so that only the key's presence counts. */
function askForAbsence(statement: DraftStatement, clause: DraftClause): Fix | undefined {
  const renamed = renameOperator(statement, clause, 'Null');
  return renamed && { title: 'Ask for the absence of the key', edits: [...renamed, replaceString(clause.node.span, 'true')] };
}

const FAMILIES_OF_TAGS = /^[\w-]+:(?:(?:request|resource|principal)tag|(?:existing|request)objecttag)\/?$/i;

export const lacksTagKey = (key: string) => FAMILIES_OF_TAGS.test(key);

export const CONDITION_SHAPE_CHECKS: readonly Check[] = [
  {
    code: 'NULL_WITH_IF_EXISTS',
    findingType: 'ERROR',
    needs: 'grammar',
    *run(context) {
      for (const { operator, path, span } of blocksOf(context)) {
        if (!/^(?:ForA(?:ll|ny)Values?:)?NullIfExists$/.test(operator)) continue;
        const details = 'Null asks whether a key is present, so IfExists cannot be added to it.';
        const fix = { title: 'Remove IfExists', edits: [replaceString(span, operator.replace(/IfExists$/, ''))] };
        yield { details, locations: [atKey(path, span)], fix };
      }
    },
  },
  {
    code: 'NULL_WITH_QUALIFIER',
    findingType: 'SUGGESTION',
    needs: 'grammar',
    *run(context) {
      for (const { operator, path, span, statement } of blocksOf(context)) {
        const qualifier = /^(ForAllValues|ForAnyValue):Null$/.exec(operator)?.[1];
        if (!qualifier) continue;
        const fixable = !member(statement.condition?.node, 'Null');
        yield {
          details: `Null looks at the key as a whole, so ${qualifier} adds nothing to it and makes the result hard to foresee.`,
          locations: [atKey(path, span)],
          ...(fixable ? { fix: { title: `Remove ${qualifier}`, edits: [replaceString(span, 'Null')] } } : {}),
        };
      }
    },
  },
  {
    code: 'EMPTY_OBJECT_CONDITION',
    findingType: 'SUGGESTION',
    needs: 'grammar',
    *run(context) {
      const details = 'This condition block is empty, so it restricts nothing. Add a condition or remove the block.';
      for (const { condition, node } of context.draft.statements) {
        if (condition?.node.kind !== 'object' || condition.node.members.length > 0) continue;
        yield { details, locations: [atKey(condition.path, condition.member.keySpan)], ...removing(node, 'Condition') };
      }
      for (const { empty, path, span, operator, statement } of blocksOf(context)) {
        const { condition, node } = statement;
        if (!empty || !condition) continue;
        const alone = condition.node.kind === 'object' && condition.node.members.length === 1;
        const removal = alone ? removing(node, 'Condition') : removing(condition.node, operator);
        yield { details, locations: [atKey(path, span)], ...removal };
      }
    },
  },
  {
    code: 'EMPTY_ARRAY_CONDITION',
    findingType: 'SUGGESTION',
    needs: 'grammar',
    *run(context) {
      for (const { clause, operator } of clausesOf(context)) {
        if (!isEmptyList(clause) || !operator || operator.qualifier || operator.ifExists) continue;
        yield {
          details: `No value for the condition key ${clause.key}. Add the values to compare with.`,
          locations: [atClause(clause)],
        };
      }
    },
  },
  {
    code: 'EMPTY_ARRAY_CONDITION_FORALLVALUES',
    findingType: 'SUGGESTION',
    needs: 'grammar',
    *run(context) {
      for (const { statement, clause, operator } of clausesOf(context)) {
        if (!isEmptyList(clause) || operator?.qualifier !== 'ForAllValues') continue;
        const details = `ForAllValues without values holds only when ${clause.key} is missing from the request. Null with "true" says so plainly.`;
        const fix = askForAbsence(statement, clause);
        yield { details, locations: [atClause(clause)], ...(fix ? { fix } : {}) };
      }
    },
  },
  {
    code: 'EMPTY_ARRAY_CONDITION_FORANYVALUE',
    findingType: 'SUGGESTION',
    needs: 'grammar',
    *run(context) {
      for (const { clause, operator } of clausesOf(context)) {
        if (!isEmptyList(clause) || operator?.qualifier !== 'ForAnyValue') continue;
        const details = `ForAnyValue without values never holds, so the statement never applies. Add the values to compare ${clause.key} with.`;
        yield { details, locations: [atClause(clause)] };
      }
    },
  },
  {
    code: 'EMPTY_ARRAY_CONDITION_IFEXISTS',
    findingType: 'SUGGESTION',
    needs: 'grammar',
    *run(context) {
      for (const { statement, clause, operator } of clausesOf(context)) {
        if (!isEmptyList(clause) || !operator?.ifExists || operator.qualifier) continue;
        const details = `IfExists without values holds only when ${clause.key} is missing from the request. Null with "true" says so plainly.`;
        const fix = askForAbsence(statement, clause);
        yield { details, locations: [atClause(clause)], ...(fix ? { fix } : {}) };
      }
    },
  },
  {
    code: 'INVALID_CONDITION_DATA_TYPE',
    findingType: 'ERROR',
    needs: 'grammar',
    *run(context) {
      for (const { clause } of clausesOf(context)) {
        const [first] = clause.values;
        const other = clause.values.find(({ kind }) => kind !== first?.kind);
        if (!first || !other) continue;
        const details = `The values of ${clause.key} mix the JSON types ${first.kind} and ${other.kind}. Write them all as the same type.`;
        const edits = clause.values.filter(({ kind }) => kind !== 'string').map(({ span, text }) => replaceString(span, text));
        yield { details, locations: [at(other)], fix: { title: 'Write all values as strings', edits } };
      }
    },
  },
  {
    code: 'INVALID_CONDITION_MULTIPLE_BOOLEAN',
    findingType: 'ERROR',
    needs: 'grammar',
    *run(context) {
      for (const { clause, operator } of clausesOf(context)) {
        const family = operator?.base.family;
        if ((family !== 'Bool' && family !== 'Null') || clause.values.length < 2) continue;
        yield {
          details: `${clause.key} takes one Boolean value, not ${clause.values.length}.`,
          locations: [at({ path: clause.path, span: clause.node.span })],
        };
      }
    },
  },
  {
    code: 'DUPLICATE_KEYS_WITH_DIFFERENT_CASE',
    findingType: 'ERROR',
    needs: 'grammar',
    *run(context) {
      const blocks = new Map<DraftClause['block'], Map<string, DraftClause>>();
      for (const { clause } of clausesOf(context)) {
        const firsts = blocks.get(clause.block) ?? new Map<string, DraftClause>();
        blocks.set(clause.block, firsts);
        const twin = firsts.get(clause.key.toLowerCase());
        if (!twin) firsts.set(clause.key.toLowerCase(), clause);
        if (!twin || twin.key === clause.key) continue;
        const details = `Condition keys are compared without regard to case: ${clause.key} and ${twin.key} are the same key, named twice under ${clause.operator}.`;
        yield { details, locations: [atClause(clause), atClause(twin)] };
      }
    },
  },
  {
    code: 'MISSING_TAG_KEY_IN_CONDITION',
    findingType: 'ERROR',
    needs: 'grammar',
    *run(context) {
      for (const { clause } of clausesOf(context)) {
        if (!lacksTagKey(clause.key)) continue;
        const family = clause.key.replace(/\/$/, '');
        yield {
          details: `${family} needs the key of a tag behind a slash, as in ${family}/department.`,
          locations: [atClause(clause)],
        };
      }
    },
  },
  {
    code: 'REDUNDANT_CONDITION_VALUE_NUM',
    findingType: 'SUGGESTION',
    needs: 'grammar',
    *run(context) {
      for (const { clause, operator } of clausesOf(context)) {
        const direction = operator && /^Numeric(LessThan|GreaterThan)/.exec(operator.base.name)?.[1];
        if (!direction || clause.values.length < 2) continue;
        const keep = direction === 'LessThan' ? 'greatest' : 'least';
        const best = extreme(clause, keep);
        const kept = best === undefined ? undefined : clause.values[best];
        if (best === undefined || kept === undefined) continue;
        const others = new Set(clause.values.keys());
        others.delete(best);
        const details = `${clause.operator} uses only the ${keep} of several values. Keep ${kept.text} for ${clause.key}.`;
        const fix = { title: `Keep the ${keep} value`, edits: removeItems(clause.node, others) };
        yield { details, locations: [at({ path: clause.path, span: clause.node.span })], fix };
      }
    },
  },
];

/** Returns the index of the greatest or least value, or undefined if one is not a number. */
function extreme(clause: DraftClause, which: 'greatest' | 'least'): number | undefined {
  const numbers = clause.values.map(({ text }) => parseDecimal(text));
  let best = 0;
  for (const [index, number] of numbers.entries()) {
    const current = numbers[best];
    if (!number || !current) return undefined;
    const order = compareDecimals(number, current);
    if (which === 'greatest' ? order > 0 : order < 0) best = index;
  }
  return best;
}
