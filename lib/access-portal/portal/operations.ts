import type {
  GetRoleCredentialsCommandOutput,
  ListAccountRolesCommandOutput,
  ListAccountsCommandOutput,
} from '@aws-sdk/client-sso';
import type { z } from 'zod';
import { type Call, unidentified } from '../../core/call';
import { defineOperation, type Unsigned } from '../../core/operation';
import { decodeToken, pageOf } from '../../core/paginate';
import type { Transaction } from '../../db/client';
import { accessOf } from '../../identity-center/assignment/rows';
import { findInstance, type InstanceRow } from '../../identity-center/instance/rows';
import { findStoreUser } from '../../identity-store/rows';
import { accountContacts } from '../../organizations/account/rows';
import { startPermissionSetSession } from '../role-session';
import { endSignIns, findToken, isValid, type PortalSessionRow, portalIdentity } from '../session/rows';
import { invalidRequest, notFound, unauthorized } from './errors';
import { GetRoleCredentialsInput, ListAccountRolesInput, ListAccountsInput, type PagingInput, TokenInput } from './schema';

// No policy decides these calls: a person's token and assignments do. Source: IAM Identity Center Portal API Reference.

const MAX_RESULTS = 100;

/** The sign-in of a token, with its instance. */
type SignedIn = { session: PortalSessionRow; instance: InstanceRow };

/**
 * Returns the sign-in of a token.
 * @param now by the clock of the instance's owner; absent while it is unknown
 * @throws AwsError UnauthorizedException
 */
async function requireSignedIn(db: Transaction, accessToken: string, now?: Date): Promise<SignedIn> {
  const token = await findToken(db, 'ACCESS', accessToken);
  const instance = token && (await findInstance(db, { identityStoreId: token.session.storeId }));
  if (!instance) throw unauthorized();
  const { session } = token;
  if (!now) return { session, instance };
  if (!isValid(token, now) || !isValid(session, now)) throw unauthorized();
  const user = await findStoreUser(db, session.storeId, session.userId);
  if (user?.status !== 'ENABLED') throw unauthorized();
  return { session, instance };
}

type Situation = { db: Transaction; call: Call };

/** The way in which a call with a token finds its person. */
const unsigned: Unsigned<z.output<typeof TokenInput>> = {
  place: async ({ accessToken }, { db }) => {
    const { instance } = await requireSignedIn(db, accessToken);
    return { accountId: instance.accountId, partition: 'aws', region: instance.region };
  },
  identify: async ({ accessToken }, { db, call }) => {
    const { session } = await requireSignedIn(db, accessToken, call.now);
    return { ...unidentified(session.accountId), portal: portalIdentity(session, session.id) };
  },
};

/** The members that the operations have in common. */
const shared = {
  service: 'awsssoportal',
  unsigned,
  target: ({ accessToken }: { accessToken: string }, { db, call }: Situation) => requireSignedIn(db, accessToken, call.now),
  checks: () => [],
  // No decision depends on the existence of a session.
  turn: 'session',
  touches: () => ({}),
} as const;

/** Returns the accounts in which the person has a role. */
export const ListAccounts = defineOperation({
  ...shared,
  name: 'ListAccounts',
  access: 'List',
  serviceEvent: () => ({}),
  input: ListAccountsInput,
  run: async (input, { db }, { instance, session }) => {
    const access = await accessOf(db, instance, session.userId);
    const ids = [...new Set(access.map(({ accountId }) => accountId))];
    const { items, nextToken } = page('ListAccounts', ids, input, (id) => id);
    const rows = await accountContacts(db, items);
    const byId = new Map(rows.map((row) => [row.id, row]));
    return {
      accountList: items.flatMap((id) => {
        const row = byId.get(id);
        return row ? [{ accountId: id, accountName: row.name, emailAddress: row.email }] : [];
      }),
      ...nextToken,
    } satisfies Omit<ListAccountsCommandOutput, '$metadata'>;
  },
});

/**
 * Returns the permission sets that the person has in an account. AWS calls them roles. The error for an account without one is not
 * confirmed.
 */
export const ListAccountRoles = defineOperation({
  ...shared,
  name: 'ListAccountRoles',
  access: 'List',
  serviceEvent: ({ accountId }) => ({ account_id: accountId }),
  input: ListAccountRolesInput,
  run: async (input, { db }, { instance, session }) => {
    const { accountId } = input;
    const access = await accessOf(db, instance, session.userId, { accountId });
    const names = access.map(({ permissionSet }) => permissionSet.name);
    if (names.length === 0) throw notFound();
    const { items, nextToken } = page(`ListAccountRoles ${accountId}`, names, input, (name) => name);
    return { roleList: items.map((roleName) => ({ roleName, accountId })), ...nextToken } satisfies Omit<
      ListAccountRolesCommandOutput,
      '$metadata'
    >;
  },
});

/** Starts a session of a permission set's role. */
export const GetRoleCredentials = defineOperation({
  ...shared,
  name: 'GetRoleCredentials',
  access: 'Read',
  writes: true,
  serviceEvent: ({ accountId, roleName }) => ({ role_name: roleName, account_id: accountId }),
  input: GetRoleCredentialsInput,
  // STS records and stores the session by itself.
  prepare: ({ accountId, roleName }, { call }, { instance, session }, database) =>
    startPermissionSetSession(database, { instance, userId: session.userId, accountId, permissionSetName: roleName }, call),
  run: async (_input, _scope, _target, { credentials }) =>
    ({
      roleCredentials: {
        accessKeyId: credentials.AccessKeyId,
        secretAccessKey: credentials.SecretAccessKey,
        sessionToken: credentials.SessionToken,
        expiration: credentials.Expiration.getTime(),
      },
    }) satisfies Omit<GetRoleCredentialsCommandOutput, '$metadata'>,
});

/** Ends the sign-in with its tokens. Sessions of roles go on. */
export const Logout = defineOperation({
  ...shared,
  name: 'Logout',
  access: 'Write',
  serviceEvent: () => ({}),
  input: TokenInput,
  run: async (_input, { db }, { session }) => {
    await endSignIns(db, [session.id]);
    return {};
  },
});

/** @throws AwsError InvalidRequestException for a token of another list, or a page size that AWS refuses */
function page<T>(
  list: string,
  rows: readonly T[],
  // AWS leaves the page size to the service. This is the maximum of maxResults.
  { nextToken, maxResults = MAX_RESULTS }: PagingInput,
  keyOf: (row: T) => string,
): { items: T[]; nextToken: { nextToken?: string } } {
  if (maxResults < 1 || maxResults > MAX_RESULTS)
    throw invalidRequest(`ResultSize parameter must be within the valid limits of: 1-${MAX_RESULTS}`);
  const after = nextToken === undefined ? undefined : decodeToken(list, nextToken);
  if (after === null) throw invalidRequest('The pagination token is invalid.');
  const { items, next } = pageOf(rows, maxResults, list, after, keyOf);
  return { items, nextToken: next === undefined ? {} : { nextToken: next } };
}
