import { findNow } from '../../core/time/clock';
import { letOthersIn } from '../../core/work/bulk';
import type { Database, Transaction } from '../../db/client';
import { transaction } from '../../db/transaction';
import { readAccountStates } from '../account-state';
import type { InstanceRow } from '../instance/rows';
import { provisionAccounts } from '../provisioned-roles';
import type { RequestRow } from '../requests';

/** The accounts that are provisioned in one transaction. Their other writes wait for it. */
const TOGETHER = 10;

/**
 * Continues all requests that provision a permission set in many accounts. A request remembers the last account, so that it goes on after a
 * restart. Accounts that lose the permission set in the meantime are left out.
 * @param together the number of accounts in a transaction
 */
export async function continueProvisioning(
  database: Database,
  realTime: Date,
  stopped?: AbortSignal,
  together = TOGETHER,
): Promise<void> {
  const open = await database.reader.identityCenterRequest.findMany({ where: { status: 'IN_PROGRESS' }, orderBy: { id: 'asc' } });
  for (const request of open) await continueRequest(database, request, { realTime, stopped, together });
}

type Work = { realTime: Date; stopped: AbortSignal | undefined; together: number };

async function continueRequest(database: Database, request: RequestRow, { realTime, stopped, together }: Work): Promise<void> {
  const { reader } = database;
  const instance = await reader.identityCenterInstance.findUnique({ where: { id: request.instanceId } });
  if (!instance) return;
  const now = await findNow(reader, instance.accountId, realTime);
  for (let after = request.doneUpTo ?? ''; ; ) {
    const rows = await reader.provisionedPermissionSet.findMany({
      where: { permissionSetId: request.permissionSetId, accountId: { gt: after } },
      orderBy: { accountId: 'asc' },
      take: together,
      select: { accountId: true },
    });
    if (stopped?.aborted) return;
    const ids = rows.map(({ accountId }) => accountId);
    const last = ids.at(-1);
    if (last === undefined) break;
    after = last;
    // The call that began the request did the management account, with its caller's permissions.
    const members = ids.filter((id) => id !== instance.accountId);
    const accounts = Object.fromEntries(members.map((id) => [id, 'alone'] as const));
    const locks = { organizations: { [instance.ownerId]: 'shared' }, accounts } as const;
    await transaction(database, (db) => provisionNext(db, request.id, { instance, members, last }, now), locks);
    await letOthersIn();
  }
  await transaction(database, (db) => finish(db, request.id), { organizations: { [instance.ownerId]: 'shared' } });
}

type Next = { instance: InstanceRow; members: readonly string[]; last: string };

async function provisionNext(db: Transaction, requestId: string, { instance, members, last }: Next, now: Date): Promise<void> {
  const request = await db.identityCenterRequest.findUnique({ where: { id: requestId } });
  const permissionSet = request && (await db.permissionSet.findUnique({ where: { id: request.permissionSetId } }));
  if (!permissionSet) return;
  const around = { db, now, partition: 'aws', instance, caller: null } as const;
  const states = await readAccountStates(around, permissionSet, members);
  const having = states.filter(({ provisioned }) => provisioned !== undefined);
  const [failure] = await provisionAccounts(around, permissionSet, having);
  const failureReason = request.failureReason ?? failure ?? null;
  await db.identityCenterRequest.update({ where: { id: requestId }, data: { doneUpTo: last, failureReason } });
}

async function finish(db: Transaction, id: string): Promise<void> {
  const row = await db.identityCenterRequest.findUnique({ where: { id } });
  if (!row) return;
  const status = row.failureReason === null ? 'SUCCEEDED' : 'FAILED';
  await db.identityCenterRequest.update({ where: { id }, data: { status } });
}
