import { type AccessDifference, countPositions } from '@gatehouse/policy/analyze';

/** A group of actions with the same change, with an example request that only one of the two states allows. */
export type ShownDifference = {
  /** True if the request became allowed or stopped being allowed. */
  Direction: 'more' | 'less';
  /** The number of actions with this change. */
  Count: number;
  Action: string;
  /** The resource. Absent if every resource has the same change. */
  Resource?: string;
  /** The condition keys that the request carries, and those it must not carry. */
  Context: { Key: string; Values: string[] }[];
  Without: string[];
};

/** Returns the differences that concern the most actions. */
export function shownDifferences(differences: readonly AccessDifference[], most = 3): ShownDifference[] {
  return differences.slice(0, most).map(({ direction, actions, example }) => ({
    Direction: direction,
    Count: countPositions(actions),
    Action: example.action,
    ...(!example.anyResource && { Resource: example.resource }),
    Context: Object.entries(example.context).map(([Key, value]) => ({
      Key,
      Values: typeof value === 'string' ? [value] : [...value],
    })),
    Without: [...example.without],
  }));
}
