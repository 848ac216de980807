import { randomUUID } from 'node:crypto';
import { findAccountFacts, isUsable } from '../core/account-facts';
import { type Call, unidentified } from '../core/call';
import { AwsError } from '../core/errors';
import { runOperation } from '../core/run/run';
import type { Database, Transaction } from '../db/client';
import { storedProviderArn } from '../iam/provider-arns';
import { type RoleRow, roleArn } from '../iam/role/rows';
import { sessionTagsOf } from '../identity-center/access-control/session-tags';
import { type Access, type AssignedRole, accessOf, assignedRole } from '../identity-center/assignment/rows';
import type { InstanceRow } from '../identity-center/instance/rows';
import { type PermissionSetRow, sessionSeconds } from '../identity-center/permission-set/rows';
import { samlIssuer, samlProviderName } from '../identity-center/saml-provider';
import { SERVICE_PRINCIPAL } from '../identity-center/service-principal';
import { findStoreUser, identityStoreArn, type StoreUserRow } from '../identity-store/rows';
import { assumeRoleWithOwnAssertion } from '../sts/saml/assume-role';

/**
 * Why a person cannot use a permission set in an account. `NOT_USABLE`: the user is disabled or deleted, or the account is not active.
 * `NOT_TRUSTED`: an administrator of the account changed its SAML provider, or a resource control policy refuses the session.
 */
export type NoAccessReason = 'NOT_USABLE' | 'NOT_ASSIGNED' | Exclude<AssignedRole['reason'], null> | 'NOT_TRUSTED';

/** The error for a permission set that a person cannot use. AWS has no text beside this one, and its model lacks the error. */
export class NoAccessError extends AwsError {
  readonly reason: NoAccessReason;
  constructor(reason: NoAccessReason) {
    super('ForbiddenException', 'No access');
    this.reason = reason;
  }
}

/** The permission set and the account that a person asks for. */
export type AskedRole = {
  instance: InstanceRow;
  userId: string;
  accountId: string;
  permissionSetName: string;
};

/** A role by its names. */
export type PortalRole = Pick<RoleRow, 'id' | 'accountId' | 'path' | 'name'>;

/** An assignment to a user or group. */
export type GivenAssignment = {
  accountId: string;
  permissionSetId: string;
  principalType: 'USER' | 'GROUP';
  principalId: string;
};

/** Changes that are not made yet, and that decide what a person can use. */
export type AccessDraft = {
  /** Tests whether an assignment is removed. */
  isRemoved: (assignment: GivenAssignment) => boolean;
  /** Returns the role that an account has for a permission set once it is provisioned there, or null if that does not happen. */
  provisionedRole: (accountId: string, permissionSetId: string) => PortalRole | null;
};

/** The credentials of a session, and its role. */
export type PermissionSetSession = {
  credentials: { AccessKeyId: string; SecretAccessKey: string; SessionToken: string; Expiration: Date };
  role: PortalRole;
  accountId: string;
};

/**
 * Starts a session of a permission set's role for a person of the access portal. The role's trust policy decides, as for every assertion
 * of a SAML provider. As in AWS, the session has no MFA, whatever the person used to sign in.
 * @param call the person's call
 * @throws NoAccessError
 */
export async function startPermissionSetSession(database: Database, asked: AskedRole, call: Call): Promise<PermissionSetSession> {
  const { instance, accountId } = asked;
  const { user, permissionSet, role } = await requireAccess(database.reader, asked);
  const { sessionName, tags, contextKeys } = personSession(instance, user, accountId);
  const PrincipalArn = providerArn(instance, accountId);
  const operation = assumeRoleWithOwnAssertion({
    issuer: samlIssuer(instance),
    subject: user.userName,
    attributes: { tags },
    sessionKeys: contextKeys,
  });
  const input = {
    SAMLAssertionID: `_${randomUUID()}`,
    RoleSessionName: sessionName,
    RoleArn: roleArn('aws', role),
    PrincipalArn,
    DurationSeconds: sessionSeconds(permissionSet.sessionDuration),
  };
  const { Credentials } = await runOperation(operation, input, callOfPortal(call, instance), database).catch((error: unknown) => {
    throw isRefusal(error) ? new NoAccessError('NOT_TRUSTED') : error;
  });
  return { credentials: Credentials, role, accountId };
}

/** The name of a person's session in an account, its tags, and its condition keys beside those of every assertion. */
export function personSession(
  instance: InstanceRow,
  user: Pick<StoreUserRow, 'id' | 'userName' | 'displayName' | 'attributes'>,
  accountId: string,
) {
  return {
    sessionName: roleSessionName(user.userName),
    tags: sessionTagsOf(instance, user),
    contextKeys: {
      'aws:FederatedProvider': providerArn(instance, accountId),
      // AWS names the person in sessions with a context assertion. For sessions of the portal it is not confirmed.
      'identitystore:UserId': user.id,
      'identitystore:IdentityStoreArn': identityStoreArn('aws', instance.accountId, instance.identityStoreId),
    },
  };
}

function providerArn(instance: InstanceRow, accountId: string): string {
  return storedProviderArn(accountId, 'saml-provider', samlProviderName(instance, accountId));
}

/** Returns whether STS refused the assertion, rather than failed. */
function isRefusal(error: unknown): boolean {
  return error instanceof AwsError && /^(?:AccessDenied|InvalidIdentityTokenException)$/.test(error.shape);
}

/** Returns the call by which the access portal starts a session. Events show the service in place of the person's address. */
function callOfPortal(call: Call, { region }: InstanceRow): Call {
  const { consoleSession: _session, signing: _signing, context: _context, ...place } = call;
  return {
    ...place,
    caller: unidentified(''),
    requestId: randomUUID(),
    region,
    partition: 'aws',
    sourceIp: SERVICE_PRINCIPAL,
    userAgent: SERVICE_PRINCIPAL,
    via: 'system',
  };
}

/** A person's access to a permission set in an account, with its role. */
type GrantedRole = { user: StoreUserRow; permissionSet: PermissionSetRow; role: PortalRole };

/**
 * Returns a person's access to a permission set in an account, if the person can use it.
 * @param draft changes of the stored state
 * @throws NoAccessError
 */
export async function requireAccess(
  db: Transaction,
  { instance, userId, accountId, permissionSetName }: AskedRole,
  draft?: AccessDraft,
): Promise<GrantedRole> {
  const user = await findStoreUser(db, instance.identityStoreId, userId);
  if (user?.status !== 'ENABLED') throw new NoAccessError('NOT_USABLE');
  const access = (await accessOf(db, instance, user.id, { accountId })).find(
    ({ permissionSet }) => permissionSet.name === permissionSetName,
  );
  if (!access || (draft && isTaken(access, user.id, draft))) throw new NoAccessError('NOT_ASSIGNED');
  const account = await findAccountFacts(db, accountId);
  if (!account || !isUsable(account)) throw new NoAccessError('NOT_USABLE');
  const drafted = draft?.provisionedRole(accountId, access.permissionSet.id);
  if (drafted) return { user, permissionSet: access.permissionSet, role: drafted };
  const { role, reason } = await assignedRole(db, accountId, access.permissionSet.id);
  if (!role) throw new NoAccessError(reason);
  return { user, permissionSet: access.permissionSet, role };
}

/** Tests whether a draft removes every assignment through which a user has access. */
function isTaken({ accountId, permissionSet, paths }: Access, userId: string, { isRemoved }: AccessDraft): boolean {
  const about = { accountId, permissionSetId: permissionSet.id };
  return paths.every((path) =>
    isRemoved({ ...about, principalType: path.type, principalId: path.type === 'USER' ? userId : path.groupId }),
  );
}

/**
 * Returns the session name of a person: the user name. Other characters than STS accepts become `_`, a longer name is cut at 64, and one
 * character gets a second one (not confirmed).
 */
export function roleSessionName(userName: string): string {
  return userName
    .replace(/[^\w+=,.@-]/gu, '_')
    .slice(0, 64)
    .padEnd(2, '_');
}
