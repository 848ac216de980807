import type { CategoryRule, SplitChargeRule } from '@/lib/billing/cost-explorer/categories';
import type { GivenExpression } from '@/lib/billing/cost-explorer/schema';
import type { Definition } from '../queries';

// A definition while it is edited. Rules other than conditions joined by "and" are edited as JSON.

export type Subject = { type: 'DIMENSION' | 'TAG' | 'CATEGORY'; key: string };
export const OPTIONS = ['is', 'is not', 'starts with', 'ends with', 'contains', 'is absent'] as const;
export type Option = (typeof OPTIONS)[number];
export type Condition = { id: number; subject: Subject; option: Option; values: readonly string[] };
export type DraftRule = { id: number } & (
  | { kind: 'conditions'; value: string; conditions: readonly Condition[] }
  | { kind: 'tag'; key: string }
  | { kind: 'account' }
  | { kind: 'json'; value: string; text: string }
);
export type DraftSplit = {
  id: number;
  source: string;
  targets: readonly string[];
  method: SplitChargeRule['Method'];
  shares: readonly string[];
};
export type Draft = { rules: readonly DraftRule[]; otherwise: string; splits: readonly DraftSplit[] };

let last = 0;
export const newId = () => ++last;

export function newCondition(): Condition {
  return { id: newId(), subject: { type: 'DIMENSION', key: 'LINKED_ACCOUNT' }, option: 'is', values: [] };
}
export function newRule(): DraftRule {
  return { id: newId(), kind: 'conditions', value: '', conditions: [newCondition()] };
}

export function draftOf({ Rules, DefaultValue = '', SplitChargeRules = [] }: Definition): Draft {
  return {
    rules: Rules.map(ruleOf),
    otherwise: DefaultValue,
    splits: SplitChargeRules.map(({ Source, Targets, Method, Parameters }) => ({
      id: newId(),
      source: Source,
      targets: Targets,
      method: Method,
      shares: Parameters?.[0]?.Values ?? [],
    })),
  };
}

function ruleOf({ Value = '', Rule, InheritedValue }: CategoryRule): DraftRule {
  const id = newId();
  if (!Rule)
    return InheritedValue?.DimensionName === 'TAG'
      ? { id, kind: 'tag', key: InheritedValue.DimensionKey ?? '' }
      : { id, kind: 'account' };
  const conditions = (Rule.And ?? [Rule]).map(conditionOf);
  return conditions.every((condition) => condition !== null)
    ? { id, kind: 'conditions', value: Value, conditions }
    : { id, kind: 'json', value: Value, text: JSON.stringify(Rule, null, 2) };
}

const MATCH: Readonly<Record<string, Option>> = { STARTS_WITH: 'starts with', ENDS_WITH: 'ends with', CONTAINS: 'contains' };

function conditionOf({ And, Or, Not, ...simple }: GivenExpression): Condition | null {
  if (And || Or) return null;
  if (Not) {
    const inner = conditionOf(Not);
    return inner?.option === 'is' ? { ...inner, option: 'is not' } : null;
  }
  const { Dimensions, Tags, CostCategories } = simple;
  const asked = Dimensions ?? Tags ?? CostCategories;
  if (!asked?.Key) return null;
  const options = (asked.MatchOptions ?? []).filter((option) => option !== 'EQUALS' && option !== 'CASE_SENSITIVE');
  const [option] = options;
  const known = option === undefined ? 'is' : option === 'ABSENT' ? 'is absent' : MATCH[option];
  if (options.length > 1 || known === undefined) return null;
  const type = Dimensions ? 'DIMENSION' : Tags ? 'TAG' : 'CATEGORY';
  return { id: newId(), subject: { type, key: asked.Key }, option: known, values: asked.Values ?? [] };
}

function expressionOf({ subject, option, values }: Condition): GivenExpression {
  const match = Object.entries(MATCH).find(([, words]) => words === option)?.[0] as 'CONTAINS' | undefined;
  const asked =
    option === 'is absent'
      ? { Key: subject.key, MatchOptions: ['ABSENT' as const] }
      : { Key: subject.key, Values: [...values], ...(match && { MatchOptions: [match] }) };
  const given: GivenExpression =
    subject.type === 'DIMENSION' ? { Dimensions: asked } : subject.type === 'TAG' ? { Tags: asked } : { CostCategories: asked };
  return option === 'is not' ? { Not: given } : given;
}

/** Returns the definition of a draft, or its first problem as a sentence. */
export function definitionOf({ rules, otherwise, splits }: Draft): { definition: Definition } | { problem: string } {
  const Rules: CategoryRule[] = [];
  for (const [at, rule] of rules.entries()) {
    const which = `Rule ${at + 1}`;
    if (rule.kind === 'account')
      Rules.push({ Type: 'INHERITED_VALUE', InheritedValue: { DimensionName: 'LINKED_ACCOUNT_NAME' } });
    else if (rule.kind === 'tag') {
      if (rule.key === '') return { problem: `${which} needs a tag` };
      Rules.push({ Type: 'INHERITED_VALUE', InheritedValue: { DimensionName: 'TAG', DimensionKey: rule.key } });
    } else {
      const value = rule.value.trim();
      if (value === '') return { problem: `${which} needs a value` };
      if (rule.kind === 'json') {
        const read = readJson(rule.text);
        if (!read) return { problem: `The expression of rule ${at + 1} is not a JSON object` };
        Rules.push({ Type: 'REGULAR', Value: value, Rule: read });
        continue;
      }
      if (rule.conditions.length === 0) return { problem: `${which} needs a condition` };
      if (
        rule.conditions.some(
          ({ subject, option, values }) => subject.key === '' || (option !== 'is absent' && values.length === 0),
        )
      )
        return { problem: `${which} has a condition without values` };
      const parts = rule.conditions.map(expressionOf);
      Rules.push({ Type: 'REGULAR', Value: value, Rule: parts.length === 1 ? parts[0] : { And: parts } });
    }
  }
  if (Rules.length === 0) return { problem: 'A cost category needs at least one rule' };
  for (const { targets } of splits) if (targets.length === 0) return { problem: 'A split charge needs at least one target' };
  const SplitChargeRules = splits.map(
    ({ source, targets, method, shares }): SplitChargeRule => ({
      Source: source,
      Targets: [...targets],
      Method: method,
      ...(method === 'FIXED' && {
        Parameters: [{ Type: 'ALLOCATION_PERCENTAGES' as const, Values: targets.map((_, at) => shares[at] || '0') }],
      }),
    }),
  );
  return {
    definition: {
      Rules,
      ...(otherwise.trim() !== '' && { DefaultValue: otherwise.trim() }),
      ...(SplitChargeRules.length > 0 && { SplitChargeRules }),
    },
  };
}

function readJson(text: string): GivenExpression | null {
  try {
    const read: unknown = JSON.parse(text);
    return typeof read === 'object' && read !== null && !Array.isArray(read) ? (read as GivenExpression) : null;
  } catch {
    return null;
  }
}

/** Returns the values of a draft. The empty one is for uncategorized costs. */
export function valuesIn({ rules, otherwise }: Draft): string[] {
  const named = rules.flatMap((rule) => ('value' in rule && rule.value.trim() !== '' ? [rule.value.trim()] : []));
  return [...new Set([...named, ...(otherwise.trim() === '' ? [''] : [otherwise.trim()])])];
}
