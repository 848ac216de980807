import { randomUUID } from 'node:crypto';
import { readUsableFacts, type UsableFacts } from '../core/account-facts';
import { assumedRoleArn } from '../core/arns';
import { authorizeChecks, type CheckResult, enforcementOf } from '../core/authorization/authorize';
import type { Call, Caller } from '../core/call';
import { type EventFacts, insertEvents } from '../core/events/events';
import type { Scope } from '../core/operation';
import { quotas } from '../core/quotas';
import { giveWay } from '../core/work/bulk';
import { shownProviderArn, storedProviderArn } from '../iam/provider-arns';
import {
  deletionSteps,
  findRoleById,
  type IamStep,
  removeSamlProvider,
  requireRoomForRole,
  reservedRoleSteps,
  rolesChanged,
  samlMetadataByAccount,
  samlProviderSteps,
} from '../iam/reserved-role/rows';
import { type RoleRow, roleArn } from '../iam/role/rows';
import { findServiceLinkedRow, insertServiceLinkedRoles } from '../iam/service-linked-role/rows';
import { type AccountState, type ProvisionedRow, readAccountStates } from './account-state';
import { accountFailure, policiesOf, policyFailure } from './definition-in-account';
import type { InstanceRow } from './instance/rows';
import { definitionOf, type PermissionSetRow } from './permission-set/rows';
import { newReservedRoleName, reservedPath } from './role-name';
import { samlMetadata, samlProviderName } from './saml-provider';
import { SERVICE_PRINCIPAL } from './service-principal';

/**
 * The surroundings of a change of reserved roles. `caller` is the scope of the call behind it: in the management account, the caller's own
 * permissions decide about the calls of IAM. Work in the background has none, and leaves the management account alone.
 */
export type Surroundings = Pick<Scope, 'db' | 'now' | 'partition'> & { instance: InstanceRow; caller: Scope | null };

/** The name of the inline policy of reserved roles. */
export const INLINE_POLICY = 'AwsSSOInlinePolicy';
/** The longest session of a reserved role, in seconds, whatever the permission set's duration is. */
const MAX_SESSION_SECONDS = 43_200;

/** Ends a provisioning that cannot succeed. The message is the failure reason of the request. */
class ProvisioningFailure extends Error {}

const missing = (message: string) => new ProvisioningFailure(`Received a 404 status error: ${message}`);

/**
 * Gives an account the current definition of a permission set, with everything that its reserved role needs, or changes nothing.
 * @returns the reason of a failure, or null
 */
export async function provision(
  around: Surroundings,
  permissionSet: PermissionSetRow,
  accountId: string,
): Promise<string | null> {
  const [failure] = await provisionAccounts(around, permissionSet, await readAccountStates(around, permissionSet, [accountId]));
  return failure ?? null;
}

/**
 * Gives accounts the current definition of a permission set. Nothing changes in accounts that fail.
 * @returns the reasons of failures, in the order of the accounts
 */
export async function provisionAccounts(
  around: Surroundings,
  permissionSet: PermissionSetRow,
  states: readonly AccountState[],
): Promise<string[]> {
  const failures: string[] = [];
  const done: Done[] = [];
  for (const state of states) {
    try {
      done.push(await provisionOrFail(around, permissionSet, state));
    } catch (error) {
      if (!(error instanceof ProvisioningFailure)) throw error;
      failures.push(error.message);
    }
    await giveWay();
  }
  await record(around.db, done);
  await storeProvisioned(around, permissionSet, done);
  return failures;
}

/** The changes in an account: the events of its calls of IAM, and the role that it has now. */
type Done = { accountId: string; events: readonly EventFacts[]; provisioned: ProvisionedRow | undefined; roleId: string };

async function provisionOrFail(around: Surroundings, permissionSet: PermissionSetRow, state: AccountState): Promise<Done> {
  const { db, now, partition, instance } = around;
  const { accountId, provisioned, role: row, held } = state;
  requireUsableAccount(instance, accountId, state.account);
  const definition = definitionOf(permissionSet);
  const policies = policiesOf(definition, accountId, state.findPolicy);
  const lacking = policyFailure(policies, accountId);
  if (lacking !== null) throw new ProvisioningFailure(lacking);
  const full = row ? null : await roomFailure(around, accountId, provisioned ?? null);
  if (full !== null) throw new ProvisioningFailure(full);
  const place = { db, now, partition, accountId };
  const provider = samlProviderName(instance, accountId);
  const wanted = {
    name: row?.name ?? newReservedRoleName(permissionSet.name),
    path: reservedPath(instance.region),
    trust: reservedTrustPolicy({ partition, instance }, accountId),
    description: definition.description,
    maxSessionDuration: MAX_SESSION_SECONDS,
    managedPolicies: policies.managedPolicies,
    inlinePolicy: { name: INLINE_POLICY, document: definition.inlinePolicy },
    boundary: policies.boundary,
  };
  const role = reservedRoleSteps(place, wanted, row, held);
  const steps = [...samlProviderSteps(place, provider, samlMetadata(instance), state.providerMetadata), ...role.steps];
  const events = await carryOut(around, accountId, steps, state.serviceRole);
  return { accountId, events, provisioned, roleId: role.roleId() };
}

async function storeProvisioned(
  { db, now }: Surroundings,
  permissionSet: PermissionSetRow,
  done: readonly Done[],
): Promise<void> {
  const { id: permissionSetId, instanceId, ownerId, version } = permissionSet;
  const data = { version, definition: JSON.stringify(definitionOf(permissionSet)), provisionedAt: now };
  const kept = done.flatMap(({ provisioned, roleId }) => (provisioned?.roleId === roleId ? [provisioned.id] : []));
  if (kept.length > 0) await db.provisionedPermissionSet.updateMany({ where: { id: { in: kept } }, data });
  for (const { accountId, provisioned, roleId } of done) {
    if (provisioned?.roleId === roleId) continue;
    if (provisioned) await db.provisionedPermissionSet.update({ where: { id: provisioned.id }, data: { ...data, roleId } });
    else {
      const named = { id: randomUUID(), instanceId, ownerId, permissionSetId, accountId };
      await db.provisionedPermissionSet.create({ data: { ...named, ...data, roleId } });
    }
  }
}

/**
 * Creates the SAML provider of an account again if its administrator deleted or changed it.
 * @returns the reason of a failure, or null
 */
export async function repairProvider(around: Surroundings, accountId: string): Promise<string | null> {
  const { db, now, partition, instance } = around;
  try {
    requireUsableAccount(instance, accountId, (await readUsableFacts(db, [accountId])).get(accountId));
    const nameIn = (id: string) => samlProviderName(instance, id);
    const present = (await samlMetadataByAccount(db, [accountId], nameIn)).get(accountId);
    const place = { db, now, partition, accountId };
    const steps = samlProviderSteps(place, nameIn(accountId), samlMetadata(instance), present);
    await record(db, [{ accountId, events: await carryOut(around, accountId, steps) }]);
    return null;
  } catch (error) {
    if (error instanceof ProvisioningFailure) return error.message;
    throw error;
  }
}

export function findProvisioned(
  { db }: Pick<Surroundings, 'db'>,
  permissionSetId: string,
  accountId: string,
): Promise<ProvisionedRow | null> {
  return db.provisionedPermissionSet.findUnique({ where: { permissionSetId_accountId: { permissionSetId, accountId } } });
}

/** Returns the accounts that have a permission set, with the ids of their roles. @param accountId the only account */
export function provisionedRows({ db }: Pick<Surroundings, 'db'>, permissionSetId: string, accountId?: string) {
  return db.provisionedPermissionSet.findMany({
    where: { permissionSetId, ...(accountId !== undefined && { accountId }) },
    select: { id: true, accountId: true, roleId: true },
    orderBy: { accountId: 'asc' },
  });
}

/** Returns the roles of all permission sets of an instance, with their accounts. */
export function rolesOfInstance({ db }: Pick<Surroundings, 'db'>, { id: instanceId }: Pick<InstanceRow, 'id'>) {
  return db.provisionedPermissionSet.findMany({
    where: { instanceId },
    select: { accountId: true, roleId: true, permissionSetId: true },
  });
}

/** Returns whether an account has a permission set with its role, which a snapshot may have taken away. */
export async function isWhole(around: Pick<Surroundings, 'db'>, permissionSetId: string, accountId: string): Promise<boolean> {
  const row = await findProvisioned(around, permissionSetId, accountId);
  return row !== null && (await findRoleById(around.db, accountId, row.roleId)) !== null;
}

/** Refuses an account outside the organization, in words that are not confirmed, and one that is suspended or closed. */
function requireUsableAccount({ ownerId }: InstanceRow, accountId: string, account: UsableFacts | undefined): void {
  if (account?.organizationId !== ownerId) throw missing(`Account ${accountId} not found in the organization.`);
  if (account.state !== 'ACTIVE') throw new ProvisioningFailure(accountFailure(accountId));
}

/** Returns the reason why an account has no room for the role of a permission set, or null. */
export async function roomFailure(
  { db, instance }: Pick<Surroundings, 'db' | 'instance'>,
  accountId: string,
  existing: Pick<ProvisionedRow, 'id'> | null,
): Promise<string | null> {
  const { RolesPerAccount, ProvisionedPermissionSetsPerAccount: most } = quotas();
  const held = existing ? 0 : await db.provisionedPermissionSet.count({ where: { instanceId: instance.id, accountId } });
  if (held >= most) return `Received a 409 status error: The account has ${most} permission sets, the most that are allowed.`;
  return requireRoomForRole(db, accountId).then(
    () => null,
    () => `Received a 409 status error: Cannot exceed quota for RolesPerAccount: ${RolesPerAccount}`,
  );
}

/** Returns the ARN of the SAML provider that an account has for an instance. */
export function samlProviderArn(
  { partition, instance }: Pick<Surroundings, 'partition' | 'instance'>,
  accountId: string,
): string {
  return shownProviderArn(partition, storedProviderArn(accountId, 'saml-provider', samlProviderName(instance, accountId)));
}

/** Returns the trust policy of an instance's roles in an account. */
export function reservedTrustPolicy(around: Pick<Surroundings, 'partition' | 'instance'>, accountId: string): string {
  return JSON.stringify({
    Version: '2012-10-17',
    Statement: [
      {
        Effect: 'Allow',
        Principal: { Federated: samlProviderArn(around, accountId) },
        Action: ['sts:AssumeRoleWithSAML', 'sts:TagSession'],
        Condition: { StringEquals: { 'SAML:aud': 'https://signin.aws.amazon.com/saml' } },
      },
    ],
  });
}

/**
 * Carries out calls of IAM in an account. In the management account the caller makes them, because the policy of the service-linked role
 * excludes it.
 * @param serviceRole the account's service-linked role, if it was read before
 * @returns their events
 */
async function carryOut(
  around: Surroundings,
  accountId: string,
  steps: readonly IamStep[],
  serviceRole?: RoleRow,
): Promise<EventFacts[]> {
  if (steps.length === 0) return [];
  const { caller, instance } = around;
  const byCaller =
    accountId === instance.accountId && caller ? { scope: caller, results: await requireSteps(caller, steps) } : null;
  const by = byCaller ? callFromService(byCaller.scope.call) : await serviceCall(around, accountId, serviceRole);
  for (const step of steps) await step.carryOut();
  return steps.map((step, index) => toEvent(step, by, byCaller?.results[index]));
}

/** Records the calls of IAM in accounts. */
async function record(db: Scope['db'], done: readonly Pick<Done, 'accountId' | 'events'>[]): Promise<void> {
  const changed = done.filter(({ events }) => events.length > 0);
  if (changed.length === 0) return;
  await insertEvents(
    db,
    changed.flatMap(({ events }) => events),
  );
  await rolesChanged(
    db,
    changed.map(({ accountId }) => accountId),
  );
}

/** Asks the engine whether the caller may make every call. */
async function requireSteps(scope: Scope, steps: readonly IamStep[]): Promise<readonly CheckResult[]> {
  const checks = steps.map(({ check }) => check);
  const { results, stopped } = await authorizeChecks(scope, checks, enforcementOf(scope, checks));
  if (!stopped) return results;
  const message = results.at(-1)?.explain().explanation.message ?? 'Access denied.';
  const { requestId } = scope.call;
  throw new ProvisioningFailure(
    `Received a 403 status error: Access denied by IAM. Please check your policy, or wait for role propagation to complete. IAM Error: ${message} (Service: AmazonIdentityManagement; Status Code: 403; Error Code: AccessDenied; Request ID: ${requestId}; Proxy: null)`,
  );
}

function toEvent({ name, check, input }: IamStep, call: Call, result: CheckResult | undefined): EventFacts {
  const { accountId } = call.caller;
  const decided = result && {
    action: check.action,
    resource: check.resource,
    decision: result.decision.decision,
    deciding: [...result.decision.deciding],
  };
  return {
    call: { ...call, requestId: randomUUID() },
    service: 'iam',
    name,
    readOnly: false,
    outcome: 'Success',
    input,
    resources: [{ ARN: check.resource, accountId }],
    ...(decided && { decision: [decided] }),
  };
}

/** Returns the caller's call as IAM gets it from IAM Identity Center. The caller did not make it as a call of its own. */
function callFromService(call: Call): Call {
  return { ...call, sourceIp: SERVICE_PRINCIPAL, userAgent: SERVICE_PRINCIPAL, via: 'system' };
}

/** CloudTrail's session name of the service-linked role. */
const SESSION_NAME = 'AWS-SSO';

/** Returns a call by the service-linked role of an account. The role is created again if an administrator deleted it. */
async function serviceCall(
  { db, now, partition, instance }: Surroundings,
  accountId: string,
  known: RoleRow | undefined,
): Promise<Call> {
  const find = () => findServiceLinkedRow(db, accountId, SERVICE_PRINCIPAL);
  let role = known ?? (await find());
  if (!role) {
    await insertServiceLinkedRoles(db, SERVICE_PRINCIPAL, [accountId], now);
    role = await find();
  }
  if (!role) throw new Error(`The service-linked role of ${SERVICE_PRINCIPAL} is not there.`);
  return {
    caller: serviceCaller(partition, role),
    requestId: randomUUID(),
    now,
    sourceIp: SERVICE_PRINCIPAL,
    userAgent: SERVICE_PRINCIPAL,
    region: instance.region,
    partition,
    secureTransport: true,
    via: 'system',
  };
}

function serviceCaller(partition: Call['partition'], role: RoleRow): Caller {
  const { accountId, id: roleId, name } = role;
  return {
    accountId,
    credential: 'assumeRole',
    principal: {
      type: 'AssumedRole',
      accountId,
      arn: assumedRoleArn(partition, accountId, name, SESSION_NAME),
      roleArn: roleArn(partition, role),
      roleId,
      sessionName: SESSION_NAME,
      serviceLinked: true,
    },
  };
}

/** Deletes the role of a permission set in an account. The service-linked role does it, also in the management account. */
export async function unprovision(around: Surroundings, row: ProvisionedRow): Promise<void> {
  const { db } = around;
  const role = await findRoleById(db, row.accountId, row.roleId);
  if (role) {
    const events = await carryOut({ ...around, caller: null }, row.accountId, await deletionSteps(around, role));
    await record(db, [{ accountId: row.accountId, events }]);
  }
  await db.provisionedPermissionSet.delete({ where: { id: row.id } });
}

/** Deletes all roles of an instance in an account with its SAML provider, and its assignments. */
export async function removeFromAccount(around: Surroundings, accountId: string): Promise<void> {
  const { db, instance } = around;
  const inAccount = { where: { instanceId: instance.id, accountId } };
  for (const row of await db.provisionedPermissionSet.findMany(inAccount)) {
    await unprovision(around, row);
    await giveWay();
  }
  await db.accountAssignment.deleteMany(inAccount);
  await removeSamlProvider(db, accountId, samlProviderName(instance, accountId));
}

/** Deletes all roles and SAML providers of an instance that is about to be deleted. */
export async function removeFromAllAccounts(around: Surroundings): Promise<void> {
  const { db, instance } = around;
  const accounts = await db.provisionedPermissionSet.findMany({
    where: { instanceId: instance.id },
    distinct: ['accountId'],
    select: { accountId: true },
  });
  for (const { accountId } of accounts) await removeFromAccount(around, accountId);
}
