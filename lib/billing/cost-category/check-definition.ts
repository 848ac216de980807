import { parseDecimal } from '@gatehouse/bill';
import type { CategoryDefinition, CategoryRule, SplitChargeRule } from '../cost-explorer/categories';
import { rootsOf } from '../cost-explorer/check';
import type { Known } from '../cost-explorer/known';
import { LEFT_ORGANIZATION } from '../cost-explorer/limits';
import type { GivenExpression } from '../cost-explorer/schema';
import { RULE_DIMENSIONS } from './limits';

/** The limit for all rules together, because each line is compared with them until one matches. */
const MOST_EXPRESSIONS = 2_000;
const PERCENT_PLACES = 9;
const WHOLE = 100n * 10n ** BigInt(PERCENT_PLACES);
const DIMENSIONS: ReadonlySet<string> = new Set(RULE_DIMENSIONS.map(({ name }) => name));
const OPTIONS: ReadonlySet<string> = new Set([
  'EQUALS',
  'ABSENT',
  'STARTS_WITH',
  'ENDS_WITH',
  'CONTAINS',
  'CASE_SENSITIVE',
  'CASE_INSENSITIVE',
]);

type Definition = Omit<CategoryDefinition, 'From'>;

/**
 * Returns a definition's problem as one sentence, in AWS's words if known, or undefined.
 * @param name the category's name; undefined in a preview
 * @param mentions the categories that each other category's rules use, by name
 */
export async function problemOf(
  definition: Definition,
  { name, mentions, known }: { name: string | undefined; mentions: ReadonlyMap<string, readonly string[]>; known: Known },
): Promise<string | undefined> {
  let count = 0;
  for (const { Rule } of definition.Rules) count += Rule ? sizeOf(Rule) : 1;
  if (count > MOST_EXPRESSIONS) return `The rules of a cost category can have at most ${MOST_EXPRESSIONS} expressions together`;
  for (const rule of definition.Rules) {
    const problem = problemOfRule(rule);
    if (problem) return problem;
  }
  const units = new Set(definition.Rules.flatMap(({ Rule }) => (Rule ? unitsIn(Rule) : [])));
  if (units.size > 0) {
    if (!known.managesOrganization) return 'Only the management account of an organization can use organizational units';
    const places = await known.places();
    const strange = [...units].find((unit) => unit !== LEFT_ORGANIZATION && !places.accountsBelow(unit));
    if (strange !== undefined) return `There is no organizational unit ${strange} in the organization`;
  }
  for (const mentioned of mentionedIn(definition)) {
    if (mentioned === name) return `Cost category ${name} cannot be part of itself`;
    if (!mentions.has(mentioned)) return `Cost category ${mentioned} does not exist`;
    if (name !== undefined && reaches(mentioned, name, mentions))
      return `Cost category ${mentioned} already contains ${name}, so ${name} would be part of itself`;
  }
  return problemOfSplits(definition);
}

function problemOfRule({ Type = 'REGULAR', Value, Rule, InheritedValue }: CategoryRule): string | undefined {
  if (Type === 'REGULAR') {
    if (Value === undefined || Rule === undefined) return 'Invalid Rule: Value and Rule must not be null.';
    if (InheritedValue) return 'Invalid Rule: InheritedValue is for rules of the type INHERITED_VALUE.';
    return problemOfExpression(Rule);
  }
  if (Value !== undefined || Rule !== undefined)
    return 'Invalid Rule: a rule of the type INHERITED_VALUE has neither Value nor Rule.';
  if (!InheritedValue?.DimensionName) return 'Invalid Rule: InheritedValue must have a DimensionName.';
  return InheritedValue.DimensionName === 'TAG' && !InheritedValue.DimensionKey
    ? 'Invalid Rule: InheritedValue of a TAG must have a DimensionKey.'
    : undefined;
}

function problemOfExpression(expression: GivenExpression): string | undefined {
  if (rootsOf(expression).length !== 1)
    return 'Expression has more than one roots. Only one root operator is allowed for each expression: And, Or, Not, Dimensions, Tags, CostCategories';
  const { And, Or, Not, Dimensions, Tags, CostCategories } = expression;
  for (const [operator, parts] of [
    ['And', And],
    ['Or', Or],
  ] as const)
    if (parts && parts.length < 2) return `${operator} expression must have at least 2 operands`;
  for (const part of partsOf(expression)) {
    const problem = problemOfExpression(part);
    if (problem) return problem;
  }
  if (Not) return undefined;
  if (Dimensions?.Key && !DIMENSIONS.has(Dimensions.Key))
    return `Rules cannot use the dimension ${Dimensions.Key}. Use one of ${[...DIMENSIONS].sort().join(', ')}`;
  for (const [what, values] of Object.entries({ Dimensions, Tags, CostCategories })) {
    const problem = values && problemOfValues(what, values);
    if (problem) return problem;
  }
  return undefined;
}

function problemOfValues(what: string, { Key, Values = [], MatchOptions = [] }: NonNullable<GivenExpression['Tags']>) {
  if (!Key) return `${what} expression must have a key`;
  const other = MatchOptions.find((option) => !OPTIONS.has(option));
  if (other) return `The match option ${other} cannot be used in rules. Use one of ${[...OPTIONS].join(', ')}`;
  const absent = MatchOptions.includes('ABSENT');
  if (absent && what === 'Dimensions') return 'The match option ABSENT is for tags and cost categories';
  if (absent && Values.length > 0) return `${what} expression must not have values set when ABSENT is provided`;
  if (!absent && Values.length === 0) return `${what} expression must have values`;
  return Key === 'ORGANIZATIONAL_UNIT' && MatchOptions.some((option) => option !== 'EQUALS')
    ? 'Organizational units are matched by ID, so the match option must be EQUALS'
    : undefined;
}

/** Returns the values of a definition; `open` if some are tag values or account names, which are not known in advance. */
export function valuesOf({ Rules, DefaultValue }: Definition): { values: string[]; open: boolean } {
  const values = new Set(Rules.flatMap(({ Value }) => (Value === undefined ? [] : [Value])));
  if (DefaultValue !== undefined) values.add(DefaultValue);
  return { values: [...values], open: Rules.some(({ Type }) => Type === 'INHERITED_VALUE') };
}

function problemOfSplits(definition: Definition): string | undefined {
  const splits = definition.SplitChargeRules ?? [];
  const { values, open } = valuesOf(definition);
  const there = new Set(['', ...values]);
  const sources = splits.map(({ Source }) => Source);
  if (new Set(sources).size < sources.length) return 'A value can be the source of one split charge rule only';
  for (const split of splits) {
    const { Source, Targets } = split;
    const strange = open ? undefined : [Source, ...Targets].find((value) => !there.has(value));
    if (strange !== undefined) return `Split charge rules can only use values of the cost category. It has no value ${strange}`;
    if (new Set(Targets).size < Targets.length) return 'A value can be a target of a split charge rule once only';
    const both = Targets.find((target) => sources.includes(target));
    if (both !== undefined) return `The value ${both} cannot be both a source and a target of split charge rules`;
    const problem = problemOfShares(split);
    if (problem) return problem;
  }
  return undefined;
}

function problemOfShares({ Method, Targets, Parameters }: SplitChargeRule): string | undefined {
  if (Method !== 'FIXED') return Parameters ? `The method ${Method} takes no parameters` : undefined;
  const percentages = Parameters?.length === 1 ? Parameters[0]?.Values : undefined;
  if (percentages?.length !== Targets.length) return 'The method FIXED takes an allocation percentage for each target';
  const shares = percentages.map((text) => parseDecimal(text, PERCENT_PLACES) ?? -1n);
  if (shares.some((share) => share < 0n)) return 'An allocation percentage is a number from 0 to 100';
  return shares.reduce((sum, share) => sum + share, 0n) === WHOLE ? undefined : 'The allocation percentages must add up to 100';
}

function partsOf({ And, Or, Not }: GivenExpression): GivenExpression[] {
  return [...(And ?? []), ...(Or ?? []), ...(Not ? [Not] : [])];
}

function sizeOf(expression: GivenExpression): number {
  return partsOf(expression).reduce((sum, part) => sum + sizeOf(part), 1);
}

function unitsIn(expression: GivenExpression): string[] {
  const { Dimensions } = expression;
  const own = Dimensions?.Key === 'ORGANIZATIONAL_UNIT' ? (Dimensions.Values ?? []) : [];
  return [...own, ...partsOf(expression).flatMap(unitsIn)];
}

/** Returns the names of the cost categories that a definition's rules use. */
export function mentionedIn({ Rules }: Definition): string[] {
  const names = (expression: GivenExpression): string[] => [
    ...(expression.CostCategories?.Key ? [expression.CostCategories.Key] : []),
    ...partsOf(expression).flatMap(names),
  ];
  return [...new Set(Rules.flatMap(({ Rule }) => (Rule ? names(Rule) : [])))];
}

function reaches(from: string, to: string, mentions: ReadonlyMap<string, readonly string[]>): boolean {
  const seen = new Set<string>();
  const open = [from];
  for (let name = open.pop(); name !== undefined; name = open.pop()) {
    if (name === to) return true;
    if (seen.has(name)) continue;
    seen.add(name);
    open.push(...(mentions.get(name) ?? []));
  }
  return false;
}
