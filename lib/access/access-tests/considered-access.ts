import type { AccessAccount, AccessDirectory, AccessModel } from '@gatehouse/policy/analyze';
import type { GivenAssignment, PortalRole } from '../../access-portal/role-session';
import type { Check, Scope } from '../../core/operation';
import { giveWay } from '../../core/work/bulk';
import { assignmentsIn } from '../../identity-center/assignment/rows';
import { readDraftedPermissionSet } from '../../identity-center/directory/rows';
import type { InstanceRow } from '../../identity-center/instance/rows';
import { accessChecks, findOwnInstance, findOwnPermissionSet, requireOwnInstance } from '../../identity-center/own-instance';
import { draftedDefinition } from '../../identity-center/permission-set/documents';
import { permissionSetArn, requirePermissionSet } from '../../identity-center/permission-set/rows';
import { samlProviderArn } from '../../identity-center/provisioned-roles';
import { type DraftedRoles, draftedRoles, previewChecks } from '../permission-set-preview/operations';
import type { TriedChange } from './considered-policy';
import type { ConsideredChange } from './schema';

type Of<Kind extends ConsideredChange['Kind']> = Extract<ConsideredChange, { Kind: Kind }>;

/** Returns the permissions to learn what a change of IAM Identity Center would do: the same as for its preview. */
export async function accessChangeChecks(scope: Scope, change: Of<'permission-set'> | Of<'unassign'>): Promise<Check[]> {
  if (change.Kind === 'unassign') return accessChecks(scope, await findOwnInstance(scope), '*');
  return previewChecks(scope, await findOwnPermissionSet(scope, change.PermissionSetId), '*');
}

/**
 * Returns the model after a permission set is saved and provisioned in every account that has it. An account where provisioning fails keeps
 * its role.
 */
export async function tryPermissionSet(
  scope: Scope,
  model: AccessModel,
  { PermissionSetId, Draft }: Of<'permission-set'>,
): Promise<TriedChange> {
  const { partition } = scope;
  const found = await findOwnPermissionSet(scope, PermissionSetId);
  const instance = requireOwnInstance(found.instance);
  const row = requirePermissionSet(found.row, PermissionSetId);
  const definition = draftedDefinition(scope, row, Draft ?? {});
  const drafted = await draftedRoles(scope, { instance, permissionSet: row, definition });
  const changes = new Map(drafted.changes.map((change) => [change.account.accountId, change]));
  const provider = (accountId: string) => samlProviderArn({ partition, instance }, accountId);
  const inAccount = (account: AccessAccount): AccessAccount => {
    const change = changes.get(account.accountId);
    if (!change) return account;
    const { before, after } = change;
    const { principals, providers } = account;
    return {
      ...account,
      principals: before ? principals.map((one) => (one.arn === before.arn ? after : one)) : [...principals, after],
      ...(providers && { providers: new Set([...providers, provider(account.accountId)]) }),
    };
  };
  const [set] = await readDraftedPermissionSet(scope, instance, row, definition);
  const { directory } = model;
  const roles = new Map([...changes].map(([accountId, { after }]) => [accountId, roleNamed(accountId, after)]));
  return {
    model: {
      ...model,
      accounts: model.accounts.map(inAccount),
      ...(directory && set && { directory: withProvisioned(directory, set, drafted, Draft !== undefined) }),
    },
    people: {
      isRemoved: () => false,
      provisionedRole: (accountId, permissionSetId) => (permissionSetId === row.id ? (roles.get(accountId) ?? null) : null),
    },
    created: new Map(
      drafted.changes.flatMap(({ account: { accountId }, before, after }): [string, PortalRole][] =>
        before ? [] : [[after.arn, roleNamed(accountId, after)]],
      ),
    ),
  };
}

function roleNamed(accountId: string, { arn, principal }: DraftedRoles['changes'][number]['after']): PortalRole {
  const path = arn.slice(arn.indexOf(':role/') + ':role'.length, arn.lastIndexOf('/') + 1);
  const id = 'roleId' in principal ? principal.roleId : '';
  return { id, accountId, path, name: arn.slice(arn.lastIndexOf('/') + 1) };
}

/** @param isSaved the definition is saved as a new one, so that an account where provisioning fails has an old one */
function withProvisioned(
  directory: AccessDirectory,
  set: AccessDirectory['permissionSets'][number],
  { accounts, changes }: DraftedRoles,
  isSaved: boolean,
): AccessDirectory {
  const failing = new Set(accounts.flatMap(({ id, failure }) => (failure === null ? [] : id)));
  const created = changes.flatMap(({ account: { accountId }, before, after }) =>
    before ? [] : [{ arn: after.arn, permissionSet: set.arn, accountId, current: true }],
  );
  return {
    ...directory,
    permissionSets: directory.permissionSets.map((one) => (one.arn === set.arn ? set : one)),
    // The index of a directory is kept by its assignments.
    assignments: [...directory.assignments],
    roles: [
      ...directory.roles.map((role) =>
        role.permissionSet === set.arn
          ? { ...role, current: failing.has(role.accountId) ? role.current && !isSaved : true }
          : role,
      ),
      ...created,
    ],
    trusted: new Set([...directory.trusted, ...changes.map(({ account }) => account.accountId)]),
  };
}

/**
 * Returns the model after assignments are removed. The role of a permission set goes with its last assignment in an account. Assignments
 * that do not exist, and those that the caller's account may not change, stay as they are.
 */
export async function tryUnassign(scope: Scope, model: AccessModel, { Assignments }: Of<'unassign'>): Promise<TriedChange> {
  const instance = requireOwnInstance(await findOwnInstance(scope));
  const arnOf = (id: string) => permissionSetArn(scope.partition, { instanceId: instance.id, id });
  // A delegated administrator may not change access to the management account, or with its permission sets.
  const kept = new Set(model.directory?.permissionSets.flatMap((one) => (one.keptForManagement ? one.arn : [])));
  const isManageable = ({ accountId, permissionSetId }: Pair) =>
    scope.accountId === instance.accountId || (accountId !== instance.accountId && !kept.has(arnOf(permissionSetId)));
  const { removed, gone } = await removalOf(scope, instance, Assignments, isManageable);
  const pairs = new Set([...gone].map(({ accountId, permissionSetId }) => `${accountId} ${arnOf(permissionSetId)}`));
  const isGone = (one: { accountId: string; permissionSet: string }) => pairs.has(`${one.accountId} ${one.permissionSet}`);
  const directory = model.directory && withoutAssignments(model.directory, { removed, arnOf, isGone });
  const roles = new Set(model.directory?.roles.flatMap((role) => (isGone(role) ? role.arn : [])));
  const accounts = model.accounts.map((account) =>
    account.principals.some(({ arn }) => roles.has(arn))
      ? { ...account, principals: account.principals.filter(({ arn }) => !roles.has(arn)) }
      : account,
  );
  return {
    model: { ...model, accounts, ...(directory && { directory }) },
    people: { isRemoved: (assignment) => removed.has(keyOf(assignment)), provisionedRole: () => null },
  };
}

const keyOf = ({ accountId, permissionSetId, principalType, principalId }: GivenAssignment) =>
  `${accountId} ${permissionSetId} ${principalType} ${principalId}`;

type Pair = Pick<GivenAssignment, 'accountId' | 'permissionSetId'>;

/** Returns the assignments that are removed, as keys, and the accounts that lose a permission set with its role. */
async function removalOf(
  { db }: Scope,
  instance: InstanceRow,
  asked: Of<'unassign'>['Assignments'],
  isManageable: (pair: Pair) => boolean,
): Promise<{ removed: ReadonlySet<string>; gone: readonly Pair[] }> {
  const wanted = new Set(
    asked.map(({ AccountId, PermissionSetId, PrincipalType, PrincipalId }) =>
      keyOf({
        ...{ accountId: AccountId, permissionSetId: PermissionSetId },
        ...{ principalType: PrincipalType, principalId: PrincipalId.toLowerCase() },
      }),
    ),
  );
  const setIds = new Set(asked.map(({ PermissionSetId }) => PermissionSetId));
  const accountIds = [...new Set(asked.map(({ AccountId }) => AccountId))];
  const rows = await assignmentsIn(db, instance, accountIds);
  const removed = new Set<string>();
  const left = new Set<string>();
  const touched = new Map<string, Pair>();
  for (const { accountId, permissionSetId, principalType, principalId } of rows) {
    const turn = giveWay();
    if (turn) await turn;
    if (!setIds.has(permissionSetId)) continue;
    const type = principalType === 'USER' ? 'USER' : 'GROUP';
    const key = keyOf({ accountId, permissionSetId, principalType: type, principalId });
    const pair = `${accountId} ${permissionSetId}`;
    if (!wanted.has(key) || !isManageable({ accountId, permissionSetId })) left.add(pair);
    else {
      removed.add(key);
      touched.set(pair, { accountId, permissionSetId });
    }
  }
  return { removed, gone: [...touched].flatMap(([pair, about]) => (left.has(pair) ? [] : about)) };
}

type Removal = {
  removed: ReadonlySet<string>;
  arnOf: (permissionSetId: string) => string;
  isGone: (one: { accountId: string; permissionSet: string }) => boolean;
};

function withoutAssignments(directory: AccessDirectory, { removed, arnOf, isGone }: Removal): AccessDirectory {
  const { managementId } = directory;
  // Assignments of a directory name permission sets by their ARNs, which end with the id.
  const idOf = (arn: string) => arn.slice(arnOf('').length);
  const roles = directory.roles.filter((role) => !isGone(role));
  const left = new Set(roles.map(({ accountId }) => accountId));
  return {
    ...directory,
    permissionSets: directory.permissionSets.map((one) =>
      isGone({ accountId: managementId, permissionSet: one.arn }) ? { ...one, keptForManagement: false } : one,
    ),
    assignments: directory.assignments.filter(
      ({ accountId, permissionSet, type, principalId }) =>
        !removed.has(keyOf({ accountId, permissionSetId: idOf(permissionSet), principalType: type, principalId })),
    ),
    roles,
    trusted: new Set([...directory.trusted].filter((accountId) => left.has(accountId))),
  };
}
