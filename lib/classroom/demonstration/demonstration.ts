import { randomUUID } from 'node:crypto';
import type { Database, Transaction } from '../../db/client';
import { transaction } from '../../db/transaction';
import { buildAttempt, DEMONSTRATED, demonstrationPack, shownPersona, withThoseMade } from '../../scenario';
import { removeAccounts } from '../../snapshot/remove-accounts';
import { conflict } from '../errors';

/** A demonstration is removed after a lesson even if nobody closes it. */
const OPEN_MS = 4 * 60 * 60_000;

/** The person or account that opened a demonstration. Each can have one at a time. */
export type Opener = `person ${string}` | `account ${string}`;

type Identity = { accountId: string; userId: string };
/** The identities of the presenter and of the caller, and the question asked. */
export type Demonstration = { admin: Identity; ops: Identity; question: { principal: string; action: string; resource: string } };

const building = new Set<Opener>();

/**
 * Builds an organization in which AdministratorAccess meets an SCP. It replaces the opener's previous demonstration.
 * @throws AwsError Conflict while one is being built
 */
export async function openDemonstration(database: Database, openedBy: Opener, now: Date): Promise<Demonstration> {
  if (building.has(openedBy)) throw conflict('The demonstration is being prepared. Wait a moment.');
  building.add(openedBy);
  try {
    await closeDemonstrations(database, { openedBy }, now);
    const pack = await demonstrationPack();
    const made: string[] = [];
    const asked = {
      attemptId: `demonstration-${randomUUID()}`,
      startedAt: now,
      database,
      onAccount: (id: string) => void made.push(id),
    };
    const state = await buildAttempt(pack, asked).catch(async (error: unknown) => {
      await transaction(database, (tx) => removeAccounts(tx, made, now), { everything: 'alone' });
      throw error;
    });
    const data = state.accountIds.map((accountId) => ({ accountId, openedBy, openedAt: now }));
    await transaction(database, (tx) => tx.demonstrationAccount.createMany({ data }));
    const identityOf = async (persona: string): Promise<Identity> => {
      const { accountId, userName } = shownPersona(pack, state, persona) ?? { accountId: '', userName: '' };
      const nameKey = userName ?? '';
      const where = { accountId_nameKey: { accountId, nameKey } };
      return { accountId, userId: (await database.reader.user.findUniqueOrThrow({ where, select: { id: true } })).id };
    };
    const ops = await identityOf('ops');
    return {
      admin: await identityOf('admin'),
      ops,
      question: {
        principal: `arn:aws:iam::${ops.accountId}:user/ops`,
        action: DEMONSTRATED.action,
        resource: `arn:aws:ec2:${DEMONSTRATED.region}:${ops.accountId}:instance/*`,
      },
    };
  } finally {
    building.delete(openedBy);
  }
}

/** Returns who opened the demonstrations that these accounts belong to, by account. */
export async function demonstrationsAmong(db: Transaction, accountIds: readonly string[]): Promise<ReadonlyMap<string, Opener>> {
  const rows = await db.demonstrationAccount.findMany({ where: { accountId: { in: [...accountIds] } } });
  return new Map(rows.map(({ accountId, openedBy }) => [accountId, openedBy as Opener]));
}

/** Removes demonstrations with their organizations. */
export async function closeDemonstrations(database: Database, which: { openedBy: Opener } | 'old', now: Date): Promise<void> {
  const where = which === 'old' ? { openedAt: { lt: new Date(now.getTime() - OPEN_MS) } } : which;
  if ((await database.reader.demonstrationAccount.count({ where })) === 0) return;
  const remove = async (tx: Transaction) => {
    const rows = await tx.demonstrationAccount.findMany({ where, select: { accountId: true } });
    const ids = rows.map(({ accountId }) => accountId);
    await removeAccounts(tx, await withThoseMade(tx, ids), now);
    await tx.demonstrationAccount.deleteMany({ where: { accountId: { in: ids } } });
  };
  await transaction(database, remove, { everything: 'alone' });
}
