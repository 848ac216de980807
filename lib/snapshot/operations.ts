import { accountCheck, resetChecks } from '../account/settings-operations';
import { rootUserArn } from '../core/arns';
import { AwsError } from '../core/errors';
import { insertEvent } from '../core/events/events';
import { defineOperation, type Scope } from '../core/operation';
import { realTimeOf } from '../core/time/clock';
import { unpack } from './contents';
import { type AccountName, planRestore, type RestorePlan } from './plan-restore';
import { restoreContents } from './restore-contents';
import { deleteSnapshot, listSnapshots, requireSnapshot, saveSnapshot } from './rows';
import { ListSnapshotsInput, SaveSnapshotInput, SnapshotName } from './schema';
import type { Extent } from './tables';

/**
 * Returns the extent of the caller's account: the whole organization for the management account, else the account itself.
 * @throws AwsError AccessDenied for a member, whose organization controls its snapshots
 */
async function requireExtent({ db, account }: Scope): Promise<Exclude<Extent, 'everything'>> {
  const { organization } = account;
  if (!organization) return { accountIds: [account.id], organizationIds: [] };
  if (organization.managementAccountId !== account.id) {
    throw new AwsError(
      'AccessDenied',
      `Account ${account.id} belongs to an organization. Its management account, ${organization.managementAccountId}, saves and restores snapshots for all of it.`,
    );
  }
  const accounts = await db.account.findMany({ where: { organizationId: organization.id }, select: { id: true } });
  return { accountIds: accounts.map(({ id }) => id), organizationIds: [organization.id] };
}

/** The effect of a restore on accounts. */
export type RestoreOutcome = {
  RestoredAccounts: AccountName[];
  RemovedAccounts: AccountName[];
  ReleasedAccounts: AccountName[];
  LeftOutAccounts: RestorePlan['leftOut'];
};

function toOutcome({ replaced, recreated, removed, released, leftOut }: RestorePlan): RestoreOutcome {
  return {
    RestoredAccounts: [...replaced, ...recreated],
    RemovedAccounts: removed,
    ReleasedAccounts: released,
    LeftOutAccounts: leftOut,
  };
}

/** Saves a named snapshot of the organization or account. */
export const SaveSnapshot = defineOperation({
  service: 'gatehouse',
  name: 'SaveSnapshot',
  access: 'Write',
  alwaysEnforced: true,
  // Nothing may change while it is read.
  turn: 'organization',
  input: SaveSnapshotInput,
  checks: (_input, scope) => resetChecks('SaveSnapshot', scope),
  run: async ({ Name, Overwrite }, scope) => {
    const { db, accountId, partition, caller, now } = scope;
    const extent = await requireExtent(scope);
    const createdBy = 'arn' in caller.principal ? caller.principal.arn : rootUserArn(partition, accountId);
    const saving = { owner: accountId, name: Name, extent, createdBy, now, overwrite: Overwrite ?? false };
    return { Snapshot: await saveSnapshot(db, saving) };
  },
  // No decision depends on a snapshot.
  touches: () => ({}),
});

/** Lists the snapshots of the caller's account, newest first. */
export const ListSnapshots = defineOperation({
  service: 'gatehouse',
  name: 'ListSnapshots',
  access: 'List',
  input: ListSnapshotsInput,
  checks: (_input, scope) => [accountCheck('gatehouse:ListSnapshots', scope)],
  run: async (_input, { db, accountId }) => ({ Snapshots: await listSnapshots(db, accountId) }),
});

/** Returns a snapshot and the effect that restoring it now would have on accounts. */
export const GetSnapshot = defineOperation({
  service: 'gatehouse',
  name: 'GetSnapshot',
  access: 'Read',
  input: SnapshotName,
  checks: (_input, scope) => [accountCheck('gatehouse:GetSnapshot', scope)],
  run: async ({ Name }, scope) => {
    const extent = await requireExtent(scope);
    const { snapshot, data } = await requireSnapshot(scope.db, scope.accountId, Name);
    const plan = await planRestore(scope.db, await unpack(data), extent);
    return { Snapshot: snapshot, ...toOutcome(plan) };
  },
});

/**
 * Restores everything in the organization or account to the snapshot's state, atomically. Sessions continue and the event history
 * stays: each changed account records this call.
 */
export const RestoreSnapshot = defineOperation({
  service: 'gatehouse',
  name: 'RestoreSnapshot',
  access: 'Permissions management',
  alwaysEnforced: true,
  // It creates and removes accounts, whose email addresses and aliases are unique in the installation.
  turn: 'everything',
  input: SnapshotName,
  checks: (_input, scope) => resetChecks('RestoreSnapshot', scope),
  run: async (input, scope) => {
    const { db, accountId, call } = scope;
    const extent = await requireExtent(scope);
    const { snapshot, data } = await requireSnapshot(db, accountId, input.Name);
    const contents = await unpack(data);
    const plan = await planRestore(db, contents, extent);
    const OrganizationIds = await restoreContents(db, {
      contents,
      plan,
      extent,
      savedAt: snapshot.CreatedAt,
      realTime: realTimeOf(call),
    });
    const outcome = toOutcome(plan);
    await tellAccounts(scope, input, outcome);
    return { Snapshot: snapshot, OrganizationIds, ...outcome };
  },
  // INVARIANT (revision): caches hold another state of these accounts and organizations.
  touches: (_input, _scope, _target, { RestoredAccounts, ReleasedAccounts, OrganizationIds }) => ({
    accountIds: [...RestoredAccounts, ...ReleasedAccounts].map(({ Id }) => Id),
    organizationIds: OrganizationIds,
  }),
});

/** Records the call in the history of every other account that it changed. */
async function tellAccounts(
  { db, call, accountId, partition }: Scope,
  input: { Name: string },
  { RestoredAccounts, ReleasedAccounts }: RestoreOutcome,
): Promise<void> {
  for (const { Id } of [...RestoredAccounts, ...ReleasedAccounts]) {
    if (Id === accountId) continue;
    await insertEvent(db, {
      call,
      service: 'gatehouse',
      name: 'RestoreSnapshot',
      readOnly: false,
      outcome: 'Success',
      input,
      resources: [{ ARN: rootUserArn(partition, Id), accountId: Id }],
      accountId: Id,
    });
  }
}

export const DeleteSnapshot = defineOperation({
  service: 'gatehouse',
  name: 'DeleteSnapshot',
  access: 'Write',
  alwaysEnforced: true,
  input: SnapshotName,
  checks: (_input, scope) => resetChecks('DeleteSnapshot', scope),
  run: async ({ Name }, { db, accountId }) => {
    await deleteSnapshot(db, accountId, Name);
    return {};
  },
  touches: () => ({}),
});
