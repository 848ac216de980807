import { findSignInsOf } from '../../access-portal/session/rows';
import { findAccountFacts } from '../../core/account-facts';
import type { Caller } from '../../core/call';
import { lastCalls } from '../../core/events/last-calls';
import { defineOperation, type Scope } from '../../core/operation';
import { liveSessionsWith } from '../../core/secrets/credentials';
import { giveWay, grouped } from '../../core/work/bulk';
import { notFound } from '../../identity-center/errors';
import { findOwnInstance, ownInstanceCheck, requireOwnInstance } from '../../identity-center/own-instance';
import { permissionSetArn, readPermissionSets } from '../../identity-center/permission-set/rows';
import { rolesOfInstance } from '../../identity-center/provisioned-roles';
import { findStoreUser } from '../../identity-store/rows';
import { type LiveSession, type PlannedRevocations, planRevocations } from './revocations';
import { GetPersonSessionsInput } from './schema';
import { isShutOut } from './shut-out';

/** A sign-in of a person to the access portal, by a browser or by a program. */
export type PersonSignIn = {
  Id: string;
  /** The name of the program; null for a browser. */
  Program: string | null;
  SourceIp: string;
  UserAgent: string;
  StartedAt: Date;
  UsedAt: Date;
  ExpiresAt: Date;
};

/** A session of a person in an account. */
export type PersonRoleSession = {
  AccessKeyId: string;
  AccountId: string;
  AccountName: string;
  PermissionSetArn: string;
  PermissionSetName: string;
  StartedAt: Date;
  /** The time of its last recorded call; null before the first. */
  UsedAt: Date | null;
  ExpiresAt: Date;
  /** True if a statement denies everything to the session. */
  ShutOut: boolean;
};

export type PersonSessions = {
  Status: string;
  SignIns: PersonSignIn[];
  RoleSessions: PersonRoleSession[];
} & PlannedRevocations;

/**
 * Returns the sessions of a person that go on: sign-ins to the access portal, and sessions of roles of permission sets. Sessions of further
 * roles that a person assumed from these are not known to belong to the person.
 */
export const GetPersonSessions = defineOperation({
  service: 'gatehouse',
  name: 'GetPersonSessions',
  access: 'Read',
  input: GetPersonSessionsInput,
  target: (_input, scope) => findOwnInstance(scope),
  checks: (_input, scope, instance) => [
    { action: 'identitystore-auth:ListSessions', resource: '*' },
    ownInstanceCheck('sso:ListPermissionSets', scope, instance),
    ownInstanceCheck('sso:GetInlinePolicyForPermissionSet', scope, instance),
    ...(instance
      ? [
          {
            action: 'sso:GetInlinePolicyForPermissionSet',
            resource: permissionSetArn(scope.partition, { instanceId: instance.id, id: '*' }),
          },
        ]
      : []),
  ],
  run: async ({ UserId }, scope, found): Promise<PersonSessions> => {
    const { db, now, partition } = scope;
    const instance = requireOwnInstance(found);
    const user = await findStoreUser(db, instance.identityStoreId, UserId);
    if (!user) throw notFound(`User ${UserId} not found.`);
    const signIns = await findSignInsOf(db, user, now);
    const sets = new Map((await readPermissionSets(db, instance)).map((row) => [row.id, row]));
    const provisioned = await rolesOfInstance(scope, instance);
    const setOf = new Map(provisioned.map(({ roleId, permissionSetId }) => [roleId, sets.get(permissionSetId)]));
    const accountIds = new Set(provisioned.map(({ accountId }) => accountId));
    const callers = await liveSessionsWith(db, partition, accountIds, { 'identitystore:UserId': user.id }, now);
    const live: ShownSession[] = [];
    for (const [accountId, own] of grouped(callers, ({ accountId }) => accountId)) {
      const account = await findAccountFacts(db, accountId);
      const used = await lastCalls(db, accountId, own.map(keyOf), new Date(now.getTime() - DAY_MS));
      for (const caller of own) {
        const set = caller.principal.type === 'AssumedRole' ? setOf.get(caller.principal.roleId) : undefined;
        if (!set || !account) continue;
        live.push({
          caller,
          account,
          set,
          usedAt: used.get(keyOf(caller)) ?? null,
          shutOut: await isShutOut(scope, caller, account),
        });
        await giveWay();
      }
    }
    return {
      Status: user.status,
      SignIns: signIns.map(({ id, clientName, sourceIp, userAgent, createdAt, usedAt, expiresAt }) => ({
        ...{ Id: id, Program: clientName, SourceIp: sourceIp, UserAgent: userAgent },
        ...{ StartedAt: createdAt, UsedAt: usedAt, ExpiresAt: expiresAt },
      })),
      RoleSessions: live
        .map((session) => toShown(scope, session))
        .sort((one, other) => other.StartedAt.getTime() - one.StartedAt.getTime()),
      ...(await planRevocations(scope, user.id, live)),
    };
  },
});

/** Longer than any session. */
const DAY_MS = 86_400_000;

type ShownSession = LiveSession & { usedAt: Date | null };

const keyOf = ({ accessKeyId }: Caller) => accessKeyId ?? '';

function toShown({ partition }: Scope, { caller, account, set, usedAt, shutOut }: ShownSession): PersonRoleSession {
  return {
    AccessKeyId: keyOf(caller),
    AccountId: account.id,
    AccountName: account.name,
    PermissionSetArn: permissionSetArn(partition, set),
    PermissionSetName: set.name,
    StartedAt: new Date(caller.session?.issuedAt ?? 0),
    UsedAt: usedAt,
    ExpiresAt: new Date(caller.session?.expiresAt ?? 0),
    ShutOut: shutOut,
  };
}
