import { conditionWords } from '@/components/access/condition-words';
import type { Outcome } from '@/components/ui/outcome-icon';
import type { GrantingPolicy, OpenConditionFact, Openness, WayStep } from '@/lib/access/who-can/ways';

/** A path, as both directions of the question have it. */
export type Way = { Access: 'always' | 'sometimes'; Steps: readonly WayStep[]; By: readonly GrantingPolicy[] } & Openness;

export const ACCESS_OUTCOME: Record<Way['Access'], Outcome> = { always: 'allowed', sometimes: 'limited' };
export const ACCESS_WORDS: Record<Way['Access'], string> = { always: 'Always', sometimes: 'Depends' };

/** Returns `Directly`, or the roles in order. */
export function howText({ Steps }: Pick<Way, 'Steps'>): string {
  return Steps.length === 0 ? 'Directly' : `Through ${Steps.map(({ RoleName }) => RoleName).join(', then ')}`;
}

export function policyText({ Name, Group }: GrantingPolicy): string {
  return Group === undefined ? Name : `${Name} (group ${Group})`;
}

/** Returns each dependency of the answer once, in a few words. */
export function hangsOn({ Conditions, PartOfResources, UnknownPolicy }: Openness): string[] {
  const keys = [...new Set(Conditions.map(({ Key }) => Key))];
  return [...(UnknownPolicy ? ['a policy not known here'] : []), ...(PartOfResources ? ['the resource'] : []), ...keys];
}

/** Returns a condition as the rest of a sentence after its key. */
export function conditionText({ Effect, Operator, Key, Values }: OpenConditionFact): string {
  const said = conditionWords({ operator: Operator, key: Key, values: Values }, Effect);
  if (said) return `${said.verb} ${said.values}`.trim();
  return `${Effect === 'Deny' ? 'not ' : ''}${Operator} ${Values.join(', ')}`;
}
