import { managedPolicyDocument } from '@gatehouse/catalog/managed-policies';
import { allowsEverything } from '@gatehouse/policy/analyze';
import type { PolicyRef } from '@gatehouse/policy/evaluate';
import { tryPrepare } from '../../core/authorization/prepared-policies';
import { BoundedMap } from '../../core/cache/bounded-map';
import { giveWay } from '../../core/work/bulk';
import type { Transaction } from '../../db/client';
import { findInstance, type InstanceRow, instanceArn } from '../../identity-center/instance/rows';
import {
  definitionOf,
  type PermissionSetRow,
  permissionSetArn,
  readPermissionSets,
} from '../../identity-center/permission-set/rows';
import { mfaSettingsOf } from '../../identity-center/sign-in-settings/rows';
import { PROMPT_MODES, WITHOUT_DEVICE } from '../../identity-center/sign-in-settings/schema';
import { readAssignmentUses } from '../../identity-center/use/rows';
import { readPeopleWithPassword, signInMark } from '../../identity-store/mfa/rows';
import { principalNames } from '../../identity-store/rows';
import type { AssignmentFacts, IdentityCenterFacts, PermissionSetFacts, PersonFacts } from '../facts';

/** Reads the facts about the instance of an organization. @returns null if it has none */
export async function readIdentityCenterFacts(
  db: Transaction,
  organization: { id: string },
): Promise<IdentityCenterFacts | null> {
  const instance = await findInstance(db, { ownerId: organization.id });
  if (!instance) return null;
  const rows = await readPermissionSets(db, instance);
  const assignments = new Map<string, AssignmentFacts[]>(rows.map(({ id }) => [id, []]));
  for await (const some of readAssignmentUses(db, instance)) {
    const names = await principalNames(
      db,
      instance.identityStoreId,
      some.map(({ principalId }) => principalId),
    );
    for (const { permissionSetId, principalId, principalType, accountId, createdAt, lastUsedAt } of some) {
      const principal = { type: principalType === 'USER' ? ('USER' as const) : ('GROUP' as const), id: principalId };
      const name = names.get(principalId) ?? null;
      assignments.get(permissionSetId)?.push({ accountId, principal: { ...principal, name }, createdAt, lastUsedAt });
    }
    await giveWay();
  }
  const permissionSets: PermissionSetFacts[] = [];
  for (const row of rows) {
    permissionSets.push({
      id: row.id,
      arn: permissionSetArn('aws', row),
      name: row.name,
      createdAt: row.createdAt,
      sessionDuration: row.sessionDuration,
      description: row.description,
      relayState: row.relayState,
      administrator: isAdministrator(row),
      assignments: assignments.get(row.id) ?? [],
    });
    await giveWay();
  }
  return {
    instanceArn: instanceArn('aws', instance.id),
    region: instance.region,
    permissionSets,
    ...(await readSignIns(db, instance)),
  };
}

/**
 * Returns a mark that changes when people register MFA devices or choose passwords. They do so in the access portal, which moves no
 * revision.
 */
export async function markOfSignIns(db: Transaction, organization: { id: string }): Promise<unknown> {
  const instance = await findInstance(db, { ownerId: organization.id });
  return instance && signInMark(db, instance.identityStoreId);
}

/** Reads who can sign in to the access portal, and whether a password is enough. */
async function readSignIns(db: Transaction, instance: InstanceRow) {
  const { PromptMode, WithoutDevice, AllowedKinds } = mfaSettingsOf(instance);
  const asks = PromptMode !== 'NEVER';
  const people: PersonFacts[] = [];
  for await (const rows of readPeopleWithPassword(db, instance.identityStoreId))
    for (const { id, userName, passwordChangedAt, kinds, hasEmail } of rows) {
      const hasDevice = kinds.some((kind) => AllowedKinds.includes(kind));
      const isBlocked = asks && !hasDevice && (WithoutDevice === 'BLOCK' || (WithoutDevice === 'EMAIL' && !hasEmail));
      if (!isBlocked) people.push({ id, name: userName, passwordChangedAt, hasDevice });
    }
  return {
    passwordSuffices: !asks || WithoutDevice === 'ALLOW',
    withoutDevice: asks ? WITHOUT_DEVICE[WithoutDevice] : PROMPT_MODES.NEVER,
    people,
  };
}

/** An Action element with `*` or `*:*`, alone or in a list, as AWS writes it. */
const EVERY_ACTION = /"Action"\s*:\s*(?:\[[^\]]*)?"\*(?::\*)?"/;
/** The answers about policies of AWS, of which there are about 1,500. */
const judged = new BoundedMap<string, boolean>(5_000);
const REF: PolicyRef = { id: 'judged', type: 'identity', name: 'judged', origin: { kind: 'inline' } };

/**
 * Returns whether a permission set allows everything, by AWS's policies and its own. Customer managed policies may differ by account and
 * are left out, and a boundary may limit every holder.
 */
function isAdministrator(row: PermissionSetRow): boolean {
  const { managedPolicies, inlinePolicy, boundary } = definitionOf(row);
  if (boundary !== null) return false;
  return (inlinePolicy !== null && allowsAll(inlinePolicy)) || managedPolicies.some(isAdministratorPolicy);
}

/**
 * Returns whether a policy of AWS allows everything. These policies never change here and are long, so only those that name every action are
 * prepared for the engine. A test holds that the others allow less.
 */
export function isAdministratorPolicy(arn: string): boolean {
  const known = judged.get(arn);
  if (known !== undefined) return known;
  const text = managedPolicyDocument(arn);
  const isAdministrator = text !== undefined && EVERY_ACTION.test(text) && allowsAll(text);
  judged.set(arn, isAdministrator);
  return isAdministrator;
}

/** Returns whether the engine finds a statement in a policy that allows everything without a condition. */
export function allowsAll(text: string): boolean {
  const read = tryPrepare(REF, text);
  return (
    read.ok &&
    read.prepared.compiled.statements.some((statement) => allowsEverything(statement) && statement.conditions.length === 0)
  );
}
