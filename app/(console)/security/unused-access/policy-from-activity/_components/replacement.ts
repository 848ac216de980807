import { parsePolicy } from '@gatehouse/policy/parse';
import type { ActivityPolicy } from '@/lib/access/policy-generation/operations';
import type { PolicyDraft } from '@/lib/access/schema';
import { parseSubject } from '@/lib/access/subject-arn';
import type { PolicyReplacement } from '@/lib/console/recipes/replace-policies';
import type { Json } from '@/lib/console/result';
import { afterLast } from '@/lib/core/text/text-parts';

type Answer = Pick<Json<ActivityPolicy>, 'PrincipalArn' | 'Documents' | 'Today'>;

/** An attachment to remove: a policy of the principal, or a group membership with all its policies. */
export type Removal = {
  id: string;
  /** The call that removes it. */
  call: string;
  about: string;
  kind: 'detach' | 'inline' | 'group';
  /** ARN of the policy, or name of the inline policy or group. */
  value: string;
  /** The IDs of policies that no longer apply after that. */
  policyIds: readonly string[];
};

/** Returns the entity whose attachments are replaced. */
export function entityOf({ PrincipalArn }: Pick<Answer, 'PrincipalArn'>): PolicyReplacement['entity'] {
  return { kind: parseSubject(PrincipalArn)?.kind === 'Role' ? 'roles' : 'users', name: afterLast(PrincipalArn, '/') };
}

/**
 * Returns everything that can be removed from the principal, in order. Permissions of the account's password policy cannot.
 * Policies that deny come last, so that an interruption never leaves anyone with more access than before.
 */
export function removalsOf(answer: Answer): Removal[] {
  const noun = entityOf(answer).kind === 'roles' ? 'Role' : 'User';
  const removals: Removal[] = [];
  const groups = new Map<string, string[]>();
  for (const { Id, Name, Arn, Group, Inline } of answer.Today) {
    if (Group !== undefined) groups.set(Group, [...(groups.get(Group) ?? []), Id]);
    else if (Inline)
      removals.push({ id: Id, call: `Delete${noun}Policy`, about: Name, kind: 'inline', value: Name, policyIds: [Id] });
    else if (Arn !== undefined)
      removals.push({ id: Id, call: `Detach${noun}Policy`, about: Arn, kind: 'detach', value: Arn, policyIds: [Id] });
  }
  for (const [group, policyIds] of groups)
    removals.push({ id: `group ${group}`, call: 'RemoveUserFromGroup', about: group, kind: 'group', value: group, policyIds });
  const denying = new Set(answer.Today.filter(({ Document }) => denies(Document)).map(({ Id }) => Id));
  const isDenying = ({ policyIds }: Removal) => policyIds.some((id) => denying.has(id));
  return [...removals.filter((removal) => !isDenying(removal)), ...removals.filter(isDenying)];
}

function denies(document: string): boolean {
  const read = parsePolicy(document, 'identity', { author: 'aws' });
  return read.ok && read.policy.statements.some(({ effect }) => effect === 'Deny');
}

/** Returns the names of the new policies: the chosen one, numbered if there are several. */
export function policyNames({ Documents }: Pick<Answer, 'Documents'>, name: string): string[] {
  return Documents.map((_, number) => (Documents.length === 1 ? name : `${name}-${number + 1}`));
}

/** Returns the calls, as the recipe makes them. */
export function toReplacement(answer: Answer, name: string, chosen: readonly Removal[]): PolicyReplacement {
  const names = policyNames(answer, name);
  return {
    entity: entityOf(answer),
    create: answer.Documents.map(({ Document }, number) => ({
      name: names[number] ?? name,
      description: `Activity of ${entityOf(answer).name}, from recorded calls`,
      document: Document,
    })),
    remove: chosen.map(({ kind, value }) => ({ kind, value })),
  };
}

/** Returns the same as unsaved drafts. */
export function toDrafts(answer: Answer, name: string, chosen: readonly Removal[]): PolicyDraft[] {
  const names = policyNames(answer, name);
  const removed = chosen.flatMap(({ policyIds }) => policyIds.map((policyId) => ({ kind: 'remove' as const, policyId })));
  const added = answer.Documents.map(({ Document }, number) => ({
    kind: 'add' as const,
    type: 'identity' as const,
    name: names[number] ?? name,
    document: Document,
  }));
  return [...removed, ...added];
}
