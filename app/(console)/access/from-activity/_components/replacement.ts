import { parsePolicy } from '@gatehouse/policy/parse';
import type { ActivityPolicy } from '@/lib/access/policy-generation/operations';
import type { Draft } from '@/lib/access/schema';
import { parseSubject } from '@/lib/access/subject-arn';
import type { PolicyReplacement } from '@/lib/console/recipes/replace-policies';
import type { Json } from '@/lib/console/result';

type Answer = Pick<Json<ActivityPolicy>, 'PrincipalArn' | 'Documents' | 'Today'>;

/** Something that would be taken away: a policy of the principal's own, or the membership in a group with all that it gives. */
export type Removal = {
  id: string;
  /** The call that takes it away, and of what. */
  call: string;
  about: string;
  kind: 'detach' | 'inline' | 'group';
  /** ARN of the policy, or name of the inline policy or group. */
  value: string;
  /** Ids of the policies that no longer bear on the principal then. */
  policyIds: readonly string[];
};

/** Whose attachments are replaced. */
export function entityOf({ PrincipalArn }: Pick<Answer, 'PrincipalArn'>): PolicyReplacement['entity'] {
  const subject = parseSubject(PrincipalArn);
  return { kind: subject?.kind === 'Role' ? 'roles' : 'users', name: subject?.name ?? '' };
}

/**
 * All that gives the principal something today and can be taken away, in the order in which it is; what the account's password policy gives
 * everybody cannot. What denies something goes last: a stop before that leaves nobody with more than they have today.
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

/** The names of the new policies: the one that was chosen, numbered where there are several. */
export function policyNames({ Documents }: Pick<Answer, 'Documents'>, name: string): string[] {
  return Documents.map((_, number) => (Documents.length === 1 ? name : `${name}-${number + 1}`));
}

/** The calls, as the recipe makes them. */
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

/** The same to be tried out: nothing of it is stored. */
export function toDrafts(answer: Answer, name: string, chosen: readonly Removal[]): Draft[] {
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
