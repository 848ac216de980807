import type { Transaction } from '../../db/client';

/** Creates a class with one attempt that has these accounts. The accounts are empty. */
export async function writeAttempt(db: Transaction, attemptId: string, accountIds: readonly string[], now: Date): Promise<void> {
  const attempt = {
    id: attemptId,
    stateCipher: '',
    createdAt: now,
    eventFloor: 0,
    accounts: { create: accountIds.map((accountId) => ({ accountId })) },
  };
  const assignment = {
    id: 'a',
    packId: 'p',
    version: '1.0.0',
    title: 'A',
    position: 0,
    requires: '[]',
    mode: 'practice',
    counts: 'best',
    createdAt: now,
    attempts: { create: attempt },
  };
  const facts = { id: 'c', name: 'C', language: 'en', state: 'open', deleteAfterDays: 1 };
  await db.class.create({
    data: { ...facts, publicKey: '', keyCipher: '', createdAt: now, assignments: { create: assignment } },
  });
}
