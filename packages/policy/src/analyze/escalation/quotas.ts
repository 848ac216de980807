import type { Actor } from './actor';
import { boundaryContext, type EscalationStep, nameOfArn, step } from './steps';

// AWS limits the number of some things (IAM User Guide, "IAM and AWS STS quotas"). Each function here returns the steps that make room,
// none if there is room, and null if the actor cannot make any.

/** Makes room for one more access key of a user. */
export function roomForKey(by: Actor, { entry, account }: Actor): EscalationStep[] | null {
  if (!isFull(entry.accessKeys, account.quotas?.AccessKeysPerUser)) return [];
  return orNull(step(by, 'deleteAccessKey', entry.arn, [by.need('iam:DeleteAccessKey', entry.arn)]));
}

/** Makes room for one more version of a managed policy. */
export function roomForVersion(by: Actor, policyArn: string): EscalationStep[] | null {
  const { versionCounts, quotas } = by.account;
  if (!isFull(versionCounts?.get(policyArn), quotas?.VersionsPerPolicy)) return [];
  return orNull(step(by, 'deletePolicyVersion', policyArn, [by.need('iam:DeletePolicyVersion', policyArn)]));
}

/**
 * Makes room for one more managed policy of a principal or of its group by detaching another one.
 * @param kept the ids of policies that the actor needs for the next steps
 */
export function roomForPolicy(
  by: Actor,
  { entry, account }: Actor,
  { arn, kind }: { arn: string; kind: 'User' | 'Group' | 'Role' },
  kept: ReadonlySet<string>,
): EscalationStep[] | null {
  const group = account.groups.find((one) => one.arn === arn);
  const attached = (group?.policies ?? entry.identity).flatMap(({ ref: { id, arn: policyArn, origin } }) =>
    policyArn !== undefined && (group !== undefined || origin.kind !== 'group') ? [{ id, policyArn }] : [],
  );
  if (!isFull(attached.length, account.quotas?.[`PoliciesPer${kind}`])) return [];
  const { carries, lacks } = kind === 'Group' ? { carries: {}, lacks: [] } : boundaryContext(entry.boundary);
  for (const { id, policyArn } of attached) {
    if (kept.has(id)) continue;
    const off = { ...carries, 'iam:PolicyARN': policyArn };
    const made = step(by, 'detachPolicy', arn, [by.need(`iam:Detach${kind}Policy`, arn, off, lacks)], {
      value: nameOfArn(policyArn),
    });
    if (made.length > 0) return made;
  }
  return null;
}

function isFull(count: number | undefined, most: number | undefined): boolean {
  return count !== undefined && most !== undefined && count >= most;
}

function orNull(steps: EscalationStep[]): EscalationStep[] | null {
  return steps.length === 0 ? null : steps;
}
