import { requiredDimension } from './check';
import { isOfLines, type ValueInMonth } from './dimensions';
import { invalid } from './invalid';
import type { Costs } from './read-costs';
import type { Question } from './tally';

const MOST_GROUPINGS = 2;

/** A grouping in AWS's shape. */
export type Grouping = { Type?: 'DIMENSION' | 'TAG' | 'COST_CATEGORY' | undefined; Key?: string | undefined };

/**
 * Returns the function that assigns a line to its group. As in AWS, groups of a tag or cost category are written `key$value`, or
 * `key$` without a value.
 * @throws AwsError ValidationException, and AccessDenied if the caller may not group by OUs
 */
export async function checkGroupings(groupings: readonly Grouping[], costs: Pick<Costs, 'known'>): Promise<Question['groupsOf']> {
  if (groupings.length > MOST_GROUPINGS) throw invalid(`Costs can be grouped by at most ${MOST_GROUPINGS} keys`, 'GroupBy');
  const values: ValueInMonth[] = [];
  for (const { Type, Key } of groupings) {
    if (!Type || !Key) throw invalid('A group definition must have a Type and a Key', 'GroupBy');
    values.push(Type === 'DIMENSION' ? await requiredDimension(Key, 'GroupBy', costs) : await keyed(Type, Key, costs));
  }
  return (...line) => [values.map((read) => read(...line))];
}

async function keyed(type: 'TAG' | 'COST_CATEGORY', key: string, { known }: Pick<Costs, 'known'>): Promise<ValueInMonth> {
  if (type === 'COST_CATEGORY') {
    const { valueFor } = await known.category(key);
    return (...line) => `${key}$${valueFor(...line)}`;
  }
  const active = (await known.activeTags()).has(key);
  return ({ tags }) => `${key}$${(active && tags?.[key]) || ''}`;
}

/** Returns whether groups depend on a line's account. */
export function asksByAccount(groupings: readonly Grouping[]): boolean {
  return groupings.some(({ Type, Key = '' }) => Type !== 'TAG' && !(Type === 'DIMENSION' && isOfLines(Key)));
}
