import { requiredDimension } from './check';
import { isOfLines, type ValueInMonth } from './dimensions';
import { invalid } from './invalid';
import type { Costs } from './read-costs';
import type { Question } from './tally';

const MOST_GROUPINGS = 2;

/** In AWS's shape. */
export type Grouping = { Type?: 'DIMENSION' | 'TAG' | 'COST_CATEGORY' | undefined; Key?: string | undefined };

/**
 * The one group that a line counts for. AWS writes the groups of a tag or a cost category as `key$value`, and `key$` for what has none.
 * @throws AwsError ValidationException, and AccessDenied for who may not ask for organizational units
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

/** Whether groups depend on the account of a line. */
export function asksByAccount(groupings: readonly Grouping[]): boolean {
  return groupings.some(({ Type, Key = '' }) => Type !== 'TAG' && !(Type === 'DIMENSION' && isOfLines(Key)));
}
