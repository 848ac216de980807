import { type Chosen, type Level, type LevelPolicy, type NodePolicy, type Operation, pathKey } from './node-policy';

/** The part of an operator in a value: it gave or took the value, it set the rule for lower levels, it is ignored, or neither. */
export type LineageRole = 'source' | 'rule' | 'ignored' | 'other';

/** An operator at the setting of a value, with its number. */
export type LineageStep = {
  number: number;
  level: Level;
  policy: LevelPolicy;
  operation: Operation;
  role: LineageRole;
  text: string;
};

/** A level of the path, with the operators at the setting. */
export type LineageLevel = { level: Level; steps: LineageStep[] };

const VERBS = { '@@assign': 'Sets', '@@append': 'Appends', '@@remove': 'Removes' } as const;
const CHILD_VERBS = { '@@assign': 'replace', '@@append': 'append', '@@remove': 'remove' } as const;

/** Returns the words for the operators that a policy leaves to children, or null if it leaves all. */
export function childrenMay(allowed: Operation['AllowedForChildren']): string | null {
  if (allowed === null || allowed.length === 3) return null;
  return allowed.length === 0 ? 'no change' : `${allowed.map((operator) => CHILD_VERBS[operator]).join(' and ')} only`;
}

/** Returns the sentence about an ignored operator, without its subject, and the name of the policy that is the subject. */
export function ignoredText(policy: NodePolicy, operation: Operation): { by: string | null; text: string } | null {
  const { Ignored } = operation;
  if (!Ignored) return null;
  const place = Ignored.By;
  const cause = place && policy.Levels.find(({ Id }) => Id === place.NodeId)?.Policies.find(({ Id }) => Id === place.PolicyId);
  const by = cause?.Name ?? null;
  if (Ignored.Reason === 'ASSIGNED_EARLIER') return { by, text: 'was attached first: the first assignment wins.' };
  if (Ignored.Reason === 'MEMBER_NOT_ALLOWED') return { by, text: 'lets children add nothing here.' };
  const control = cause?.Operations.find(
    ({ Path, AllowedForChildren }) => AllowedForChildren !== null && pathKey(Path) === pathKey(operation.Path),
  );
  const may = childrenMay(control?.AllowedForChildren ?? null);
  return {
    by,
    text:
      may === null || may === 'no change'
        ? 'lets children change nothing here.'
        : `lets children ${may.replace(' only', ' values only')}.`,
  };
}

/** Returns the operators at the setting of a value, by level, with their part in it. */
export function lineageOf(policy: NodePolicy, chosen: Chosen): LineageLevel[] {
  const key = pathKey(chosen.path);
  const numbers = new Map<string, number>();
  let number = 0;
  let isGiven = false;
  return policy.Levels.map((level) => ({
    level,
    steps: level.Policies.flatMap((each) =>
      each.Operations.filter(({ Path }) => pathKey(Path) === key).map((operation): LineageStep => {
        number += 1;
        const place = `${level.Id} ${each.Id}`;
        if (!numbers.has(place)) numbers.set(place, number);
        const { source } = chosen;
        const isSource =
          source !== null &&
          source.NodeId === level.Id &&
          source.PolicyId === each.Id &&
          source.Operator === operation.Operator &&
          operation.Ignored === null;
        const may = childrenMay(operation.AllowedForChildren);
        const role = operation.Ignored ? 'ignored' : isSource ? 'source' : may !== null && !isGiven ? 'rule' : 'other';
        if (isSource) isGiven = true;
        const by = operation.Ignored?.By;
        const cause = by ? numbers.get(`${by.NodeId} ${by.PolicyId}`) : undefined;
        return { number, level, policy: each, operation, role, text: textOf(operation, role, chosen.gone, cause) };
      }),
    ),
  }));
}

function textOf(operation: Operation, role: LineageRole, gone: boolean, cause: number | undefined): string {
  const values = operation.Values.map(String).join(', ');
  const verb = operation.Operator === null ? null : `${VERBS[operation.Operator]} ${values === '' ? 'an empty list' : values}.`;
  const may = childrenMay(operation.AllowedForChildren);
  const rule = may === null ? null : may === 'no change' ? 'Children may not change it.' : `Children may ${may}.`;
  const end =
    role === 'ignored'
      ? cause === undefined
        ? 'Ignored because of another policy.'
        : `Ignored because of step ${cause}.`
      : role === 'source'
        ? gone
          ? 'This takes the value away.'
          : 'This is the source.'
        : null;
  return [verb, rule, end].filter((part) => part !== null).join(' ');
}

/** Equal operators at several places of a policy, such as the same setting of 44 tag keys, are one row from this number on. */
const FOLDED_FROM = 5;

/** Returns the operators of a policy, with equal ones under different names together. Ignored operators and `kept` ones stay alone. */
export function groupOperations(operations: readonly Operation[], kept: (operation: Operation) => boolean): Operation[][] {
  const groups = new Map<unknown, Operation[]>();
  for (const operation of operations) {
    const { Path, Operator, Values, AllowedForChildren, Ignored } = operation;
    const isAlone = Ignored !== null || Path.length < 3 || kept(operation);
    const key = isAlone ? operation : JSON.stringify([Path.length, Path.at(-1), Operator, Values, AllowedForChildren]);
    const group = groups.get(key);
    if (group) group.push(operation);
    else groups.set(key, [operation]);
  }
  const folded = new Set([...groups.values()].filter((group) => group.length >= FOLDED_FROM));
  const first = new Map([...folded].map((group) => [group[0], group]));
  const hidden = new Set([...folded].flat());
  return operations.flatMap((operation) => {
    const group = first.get(operation);
    return group ? [group] : hidden.has(operation) ? [] : [[operation]];
  });
}
