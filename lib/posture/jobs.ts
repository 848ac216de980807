import { type Job, type JobRun, mayChange } from '../core/module/job';
import type { Database } from '../db/client';
import { keepPosture } from './findings/keep';

const AT_ONCE = 100;

/**
 * Returns the jobs that store the posture of accounts: soon after a change, when a clock was moved, and once an hour. Reads change
 * last uses alone, so they wait for a minute.
 */
export function jobs(database: Database): readonly Job[] {
  const stored = {
    failure: 'the posture could not be stored',
    inOneProcess: true,
    // Storing takes at most a twentieth of the time.
    rest: 20,
    run: (cause: JobRun) => storePosture(database, cause),
  } as const satisfies Partial<Job>;
  return [
    { ...stored, name: 'posture', everyMs: 60 * 60_000, afterCalls: mayChange, settleMs: 1_000 },
    { ...stored, name: 'posture after reads', afterCalls: (call) => !mayChange(call), settleMs: 60_000 },
  ];
}

async function storePosture(database: Database, { accounts, everything, stopped, now }: JobRun): Promise<void> {
  if (everything) {
    const rows = await database.reader.account.findMany({ where: { state: 'ACTIVE' }, select: { id: true } });
    for (const { id } of rows) accounts.add(id);
  }
  while (accounts.size > 0 && !stopped.aborted) {
    const some = [...accounts].slice(0, AT_ONCE);
    for (const id of some) accounts.delete(id);
    await keepPosture(database, some, now);
  }
}
