import { type AccessAccount, type AccessPrincipal, anySessionOf } from '@gatehouse/policy/analyze';
import { iamArn } from '../../core/arns';
import { prepareTrustPolicy } from '../../core/authorization/prepared-policies';
import { prepareBoundary, prepareEntityPolicies, readManagedPolicies } from '../../core/authorization/principal-policies';
import type { Scope } from '../../core/operation';
import { giveWay } from '../../core/work/bulk';
import { findPoliciesByName } from '../../iam/reserved-role/rows';
import {
  accountFailure,
  type PoliciesInAccount,
  policiesOf,
  policyFailure,
  referencesOf,
} from '../../identity-center/definition-in-account';
import type { InstanceRow } from '../../identity-center/instance/rows';
import type { Definition, PermissionSetRow } from '../../identity-center/permission-set/rows';
import { INLINE_POLICY, provisionedRows, reservedTrustPolicy, roomFailure } from '../../identity-center/provisioned-roles';
import { newReservedRoleName, reservedPath } from '../../identity-center/role-name';
import { accountNames } from '../../organizations/account/rows';
import { loadAccessAccounts } from '../model/access-model';
import { readableAccounts } from '../readable-accounts';

/** The role of a permission set in an account before and after a definition is provisioned there. Null: there was no role. */
export type RoleChange = { account: AccessAccount; before: AccessPrincipal | null; after: AccessPrincipal };

/** An account that has a permission set, and whether it gets a definition. */
export type DraftedAccount = {
  id: string;
  name: string;
  /** The reason why provisioning fails there, so that the role stays as it is. */
  failure: string | null;
  /** The customer managed policies that the account lacks, with their paths. */
  missing: string[];
};

/** The accounts that have a permission set, the roles that provisioning changes, and the number of accounts that the caller may not read. */
export type DraftedRoles = { accounts: DraftedAccount[]; changes: RoleChange[]; hidden: number };

export type AskedDefinition = {
  instance: InstanceRow;
  permissionSet: PermissionSetRow;
  definition: Definition;
  /** The only account. Default: all. */
  accountId?: string;
};

/** Returns the role that a permission set has in each account once a definition is provisioned there. Nothing is stored. */
export async function draftedRoles(scope: Scope, asked: AskedDefinition): Promise<DraftedRoles> {
  const { db } = scope;
  const rows = await provisionedRows(scope, asked.permissionSet.id, asked.accountId);
  const readable = await readableAccounts(scope);
  const factsOf = new Map(readable.accounts.map((facts) => [facts.id, facts]));
  const usable = rows.filter((row) => factsOf.has(row.accountId));
  const parts = await loadAccessAccounts(
    scope,
    usable.flatMap((row) => factsOf.get(row.accountId) ?? []),
  );
  const policiesIn = await readPolicies(
    scope,
    asked.definition,
    usable.map((row) => row.accountId),
  );
  const accounts: DraftedAccount[] = [];
  const changes: RoleChange[] = [];
  for (const row of usable) {
    const account = parts.get(row.accountId);
    if (!account) continue;
    const { found, prepare } = policiesIn(row.accountId);
    const before = account.principals.find(({ principal }) => 'roleId' in principal && principal.roleId === row.roleId) ?? null;
    const full = before ? null : await roomFailure({ db, instance: asked.instance }, row.accountId, row);
    const failure = policyFailure(found, row.accountId) ?? full;
    if (failure === null) {
      const { boundary: _, ...role } = before ?? newRole(scope, asked, account);
      changes.push({ account, before, after: { ...role, ...prepare(row.roleId) } });
    }
    const missing = found.missing.map(({ Path, Name }) => `${Path}${Name}`);
    accounts.push({ id: row.accountId, name: account.name, failure, missing });
    const turn = giveWay();
    if (turn) await turn;
  }
  // All other accounts of the organization are suspended or closed.
  const closed = readable.all ? rows.filter((row) => !factsOf.has(row.accountId)).map((row) => row.accountId) : [];
  const names = await accountNames(db, closed);
  return {
    accounts: [...accounts, ...closed.map((id) => ({ id, name: names.get(id) ?? id, failure: accountFailure(id), missing: [] }))],
    changes,
    hidden: rows.length - accounts.length - closed.length,
  };
}

/** Reads the policies of a definition in accounts. @returns what an account has of them, and how its role would hold them */
async function readPolicies({ db }: Scope, definition: Definition, accountIds: readonly string[]) {
  const find = await findPoliciesByName(db, accountIds, referencesOf(definition));
  const byAccount = new Map(accountIds.map((id) => [id, policiesOf(definition, id, find)]));
  const managed = await readManagedPolicies(
    db,
    [...byAccount.values()].flatMap(({ managedPolicies, boundary }) => [...managedPolicies, boundary ?? []].flat()),
  );
  const { inlinePolicy } = definition;
  const inline = inlinePolicy === null ? [] : [{ name: INLINE_POLICY, document: inlinePolicy }];
  const nothing: PoliciesInAccount = { managedPolicies: [], boundary: null, missing: [] };
  return (accountId: string) => {
    const found = byAccount.get(accountId) ?? nothing;
    // In the order in which the attached policies of a role are read, so that reasons are the same.
    const attached = found.managedPolicies.toSorted().flatMap((arn) => {
      const policy = managed.get(arn);
      return policy ? [{ arn, ...policy }] : [];
    });
    const { boundary } = found;
    return {
      found,
      prepare: (roleId: string): Pick<AccessPrincipal, 'identity' | 'boundary'> => ({
        identity: prepareEntityPolicies(roleId, null, inline, attached),
        ...(boundary !== null && { boundary: prepareBoundary(boundary, managed.get(boundary) ?? null) }),
      }),
    };
  };
}

/** Returns the role that provisioning creates where none is left. Its sessions have unknown tags. */
function newRole(
  { partition }: Scope,
  { instance, permissionSet }: AskedDefinition,
  { accountId, principals }: AccessAccount,
): AccessPrincipal {
  const name = newReservedRoleName(permissionSet.name);
  const arn = iamArn(partition, accountId, 'role', reservedPath(instance.region), name);
  const [root] = principals;
  const absentKeys = root?.facts?.absentKeys?.filter((key) => key !== 'aws:PrincipalTag/*') ?? [];
  const trust = prepareTrustPolicy({ roleArn: arn, document: reservedTrustPolicy({ partition, instance }, accountId) });
  const facts = { ...root?.facts, absentKeys };
  return { arn, principal: anySessionOf({ arn, roleId: name, accountId }), identity: [], trust, tags: [], facts };
}
