import type { DeclarativePolicyType } from '@gatehouse/policy/organization';
import type { Transaction } from '../../db/client';
import type { PoliciesInForce } from '../declarative-policy';
import type { Scope } from '../operation';
import type { Hooks, MembershipChange, MembershipScope, PersonChange, ServiceDelivery, ServiceNotification } from './hooks';
import { fromModules, type Module } from './module';

const installedHooks = (modules: readonly Module[]): readonly Hooks[] => modules.flatMap(({ hooks = [] }) => hooks);

/** Tells the modules of a member account that its organization created. */
export async function tellAccountCreated(db: Transaction, account: { id: string; managementAccountId: string }): Promise<void> {
  for (const { onAccountCreated } of fromModules(installedHooks)) await onAccountCreated?.(db, account);
}

/** Tells the modules of an account that entered or left an organization. */
export async function tellMembershipChanged(scope: MembershipScope, change: MembershipChange): Promise<void> {
  for (const { onMembershipChanged } of fromModules(installedHooks)) await onMembershipChanged?.(scope, change);
}

/** Tells the modules of a person who got a password or was deleted. */
export async function tellPersonChanged(db: Transaction, change: PersonChange): Promise<void> {
  for (const { onPersonChanged } of fromModules(installedHooks)) await onPersonChanged?.(db, change);
}

/** Returns the first message of a module that refuses the reset of an account, or null. */
export async function resetRefusal(db: Transaction, accountIds: readonly string[]): Promise<string | null> {
  for (const { refusesReset } of fromModules(installedHooks)) {
    const message = (await refusesReset?.(db, accountIds)) ?? null;
    if (message !== null) return message;
  }
  return null;
}

/** Returns whether no module closes the sign-up of new accounts. */
export async function modulesAllowSignUp(db: Transaction): Promise<boolean> {
  for (const { closesSignUp } of fromModules(installedHooks)) if (await closesSignUp?.(db)) return false;
  return true;
}

/** Returns whether a module keeps the sessions of an account when its clock moves. */
export async function modulesKeepSessions(db: Transaction, accountId: string): Promise<boolean> {
  for (const { keepsSessions } of fromModules(installedHooks)) if (await keepsSessions?.(db, accountId)) return true;
  return false;
}

/** Publishes a message of an AWS service on a topic. Nothing happens if the topic does not exist or refuses it. */
export async function notifyTopic(db: Transaction, notification: ServiceNotification): Promise<void> {
  for (const { onNotification } of fromModules(installedHooks)) await onNotification?.(db, notification);
}

/** Puts a file into a bucket. Returns false if the bucket does not exist or refuses it. @throws AwsError for a bucket without room */
export async function deliverToBucket(scope: Scope, delivery: ServiceDelivery): Promise<boolean> {
  for (const { onDelivery } of fromModules(installedHooks)) if (await onDelivery?.(scope, delivery)) return true;
  return false;
}

/** Returns the effective policies in force of an organization's accounts. */
export async function readPoliciesInForce(
  db: Transaction,
  organizationId: string,
  type: DeclarativePolicyType,
): Promise<PoliciesInForce> {
  for (const hooks of fromModules(installedHooks)) {
    const policies = await hooks.readPoliciesInForce?.(db, organizationId, type);
    if (policies) return policies;
  }
  throw new Error('No module has the policies of organizations.');
}
