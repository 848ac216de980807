import { type AccessDifference, countPositions } from '@gatehouse/policy/analyze';

/** Actions that change alike, as one of them shows: a request that only one of the two states allows. */
export type ShownDifference = {
  /** Allowed after and not before, or the other way round. */
  Direction: 'more' | 'less';
  /** How many actions change so. */
  Count: number;
  Action: string;
  /** Absent where it is the same for every resource. */
  Resource?: string;
  /** Condition keys that the request carries, and those that it does not. */
  Context: { Key: string; Values: string[] }[];
  Without: string[];
};

/** What in particular differs, what concerns most actions first. */
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
