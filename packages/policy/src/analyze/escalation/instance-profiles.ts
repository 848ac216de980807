import type { AccessInstanceProfile } from '../model/access-model';
import type { Actor } from './actor';
import { type EscalationStep, nameOfArn, step } from './steps';

const EC2 = 'ec2.amazonaws.com';

/** The name of a profile that is created for a role. */
const NEW_PROFILE = '*';

/** Returns the ways to an instance profile with a role. No steps are needed if one exists or if the account's profiles are unknown. */
export function profilesWith(actor: Actor, role: string): EscalationStep[][] {
  const { instanceProfiles, accountId } = actor.account;
  if (instanceProfiles === undefined || instanceProfiles.some((profile) => profile.role === role)) return [[]];
  if (actor.can('iam:AddRoleToInstanceProfile') === 'never') return [];
  for (const profile of instanceProfiles.toSorted((a, b) => Number(a.role !== undefined) - Number(b.role !== undefined))) {
    const filled = fillProfile(actor, profile, role);
    if (filled !== null) return [filled];
  }
  const arn = `arn:aws:iam::${accountId}:instance-profile/${NEW_PROFILE}`;
  const made = step(actor, 'createProfile', arn, [actor.need('iam:CreateInstanceProfile', arn)]);
  const filled = made.length === 0 ? null : fillProfile(actor, { arn }, role);
  return filled === null ? [] : [[...made, ...filled]];
}

/**
 * Returns the steps that put a role into a profile in place of its current one, or null if the actor may not. AWS: AddRoleToInstanceProfile
 * also needs iam:PassRole, and a profile has at most one role.
 */
export function fillProfile(actor: Actor, { arn, role: held }: AccessInstanceProfile, role: string): EscalationStep[] | null {
  const emptied =
    held === undefined ? [] : step(actor, 'emptyProfile', arn, [actor.need('iam:RemoveRoleFromInstanceProfile', arn)]);
  if (held !== undefined && emptied.length === 0) return null;
  const needs = [
    actor.need('iam:AddRoleToInstanceProfile', arn),
    actor.need('iam:PassRole', role, { 'iam:PassedToService': EC2 }),
  ];
  const filled = step(actor, 'fillProfile', arn, needs, { value: nameOfArn(role) });
  return filled.length === 0 ? null : [...emptied, ...filled];
}
