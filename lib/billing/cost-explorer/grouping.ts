import { requiredDimension } from './check';
import { isOfLines, type ValueOf } from './dimensions';
import { invalid } from './invalid';
import type { Costs } from './read-costs';
import type { Question } from './tally';

const MOST_GROUPINGS = 2;

/** In AWS's shape. */
export type Grouping = { Type?: 'DIMENSION' | 'TAG' | 'COST_CATEGORY' | undefined; Key?: string | undefined };

/**
 * The one group that a line counts for. AWS writes the groups of a tag as `key$value`, and `key$` for what has none.
 * @throws AwsError ValidationException, and AccessDenied for who may not ask for organizational units
 */
export async function checkGroupings(
  groupings: readonly Grouping[],
  known: Pick<Costs, 'places'>,
): Promise<Question['groupsOf']> {
  if (groupings.length > MOST_GROUPINGS) throw invalid(`Costs can be grouped by at most ${MOST_GROUPINGS} keys`, 'GroupBy');
  const values: ValueOf[] = [];
  for (const { Type, Key } of groupings) {
    if (!Type || !Key) throw invalid('A group definition must have a Type and a Key', 'GroupBy');
    if (Type === 'COST_CATEGORY') throw invalid('There are no cost categories in this account', 'GroupBy');
    values.push(
      Type === 'DIMENSION' ? await requiredDimension(Key, 'GroupBy', known) : ({ tags }) => `${Key}$${tags?.[Key] ?? ''}`,
    );
  }
  return (line, accountId) => [values.map((read) => read(line, accountId))];
}

/** Whether groups depend on the account of a line. */
export function asksByAccount(groupings: readonly Grouping[]): boolean {
  return groupings.some(({ Type, Key = '' }) => Type !== 'TAG' && !(Type === 'DIMENSION' && isOfLines(Key)));
}
