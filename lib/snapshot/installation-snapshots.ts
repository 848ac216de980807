import { validateInput } from '../core/validate-input';
import type { Database, Transaction } from '../db/client';
import type { Locks } from '../db/locks';
import { transaction } from '../db/transaction';
import { unpack } from './contents';
import { planRestore } from './plan-restore';
import { restoreContents } from './restore-contents';
import { deleteSnapshot, INSTALLATION, listSnapshots, requireSnapshot, type Snapshot, saveSnapshot } from './rows';
import { SnapshotName } from './schema';

/** Snapshots of every account and organization at once, for whoever may also reset the installation. Names are as callers gave them. */
export type InstallationSnapshots = {
  list(): Promise<Snapshot[]>;
  /** Replaces the snapshot that has the name, so that a script can be run again. */
  save(name: string, now: Date): Promise<Snapshot>;
  /** Leaves exactly the accounts of the snapshot. */
  restore(name: string, now: Date): Promise<Snapshot>;
  remove(name: string): Promise<void>;
};

const ALONE: Locks = { everything: 'alone' };

/** @throws AwsError from each: ValidationError for a name that can be none, NoSuchEntity, LimitExceeded */
export function installationSnapshots(database: Database): InstallationSnapshots {
  const checked = (Name: string) => validateInput('gatehouse', SnapshotName, { Name }).Name;
  return {
    list: () => listSnapshots(database.reader, INSTALLATION),
    save: async (given, now) => {
      const name = checked(given);
      const saving = { owner: INSTALLATION, name, createdBy: INSTALLATION, now, overwrite: true } as const;
      return transaction(database, (tx) => saveSnapshot(tx, { ...saving, extent: 'everything' }), ALONE);
    },
    restore: async (given, now) => {
      const name = checked(given);
      const work = async (db: Transaction) => {
        const { snapshot, data } = await requireSnapshot(db, INSTALLATION, name);
        const contents = await unpack(data);
        const plan = await planRestore(db, contents, 'everything');
        await restoreContents(db, { contents, plan, extent: 'everything', savedAt: snapshot.CreatedAt, realTime: now });
        // INVARIANT (revision): whatever is cached is of another state.
        await db.account.updateMany({ data: { revision: { increment: 1 } } });
        await db.organization.updateMany({ data: { revision: { increment: 1 } } });
        return snapshot;
      };
      return transaction(database, work, ALONE);
    },
    remove: async (given) => {
      const name = checked(given);
      await transaction(database, (tx) => deleteSnapshot(tx, INSTALLATION, name), ALONE);
    },
  };
}
