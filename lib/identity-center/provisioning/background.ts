import { findNow } from '../../core/time/clock';
import { letOthersIn } from '../../core/work/bulk';
import type { Database, Transaction } from '../../db/client';
import { transaction } from '../../db/transaction';
import type { InstanceRow } from '../instance/rows';
import { findProvisioned, provision } from '../provisioned-roles';
import type { RequestRow } from '../requests';

/** The accounts that are read at once. Each is provisioned in its own transaction. */
const CHUNK = 50;

/**
 * Continues all requests that provision a permission set in many accounts. A request remembers the last account, so that it goes on after a
 * restart. Accounts that lose the permission set in the meantime are left out.
 */
export async function continueProvisioning(database: Database, realTime: Date, stopped?: AbortSignal): Promise<void> {
  const open = await database.reader.identityCenterRequest.findMany({ where: { status: 'IN_PROGRESS' }, orderBy: { id: 'asc' } });
  for (const request of open) await continueRequest(database, request, realTime, stopped);
}

async function continueRequest(database: Database, request: RequestRow, realTime: Date, stopped?: AbortSignal): Promise<void> {
  const { reader } = database;
  const instance = await reader.identityCenterInstance.findUnique({ where: { id: request.instanceId } });
  if (!instance) return;
  const now = await findNow(reader, instance.accountId, realTime);
  for (let after = request.doneUpTo ?? ''; ; ) {
    const rows = await reader.provisionedPermissionSet.findMany({
      where: { permissionSetId: request.permissionSetId, accountId: { gt: after } },
      orderBy: { accountId: 'asc' },
      take: CHUNK,
      select: { accountId: true },
    });
    for (const { accountId } of rows) {
      if (stopped?.aborted) return;
      after = accountId;
      // The call that began the request did the management account, with its caller's permissions.
      if (accountId === instance.accountId) continue;
      const locks = { organizations: { [instance.ownerId]: 'shared' }, accounts: { [accountId]: 'alone' } } as const;
      await transaction(database, (db) => provisionNext(db, request.id, instance, accountId, now), locks);
      await letOthersIn();
    }
    if (rows.length < CHUNK) break;
  }
  await transaction(database, (db) => finish(db, request.id), { organizations: { [instance.ownerId]: 'shared' } });
}

async function provisionNext(
  db: Transaction,
  requestId: string,
  instance: InstanceRow,
  accountId: string,
  now: Date,
): Promise<void> {
  const request = await db.identityCenterRequest.findUnique({ where: { id: requestId } });
  const permissionSet = request && (await db.permissionSet.findUnique({ where: { id: request.permissionSetId } }));
  if (!permissionSet || !(await findProvisioned({ db }, permissionSet.id, accountId))) return;
  const failure = await provision({ db, now, partition: 'aws', instance, caller: null }, permissionSet, accountId);
  const failureReason = request.failureReason ?? failure;
  await db.identityCenterRequest.update({ where: { id: requestId }, data: { doneUpTo: accountId, failureReason } });
}

async function finish(db: Transaction, id: string): Promise<void> {
  const row = await db.identityCenterRequest.findUnique({ where: { id } });
  if (!row) return;
  const status = row.failureReason === null ? 'SUCCEEDED' : 'FAILED';
  await db.identityCenterRequest.update({ where: { id }, data: { status } });
}
