import { validateInput } from '../core/module/validate-input';
import type { Database, Transaction } from '../db/client';
import type { Locks } from '../db/locks';
import { transaction } from '../db/transaction';
import { unpack } from './contents';
import { planRestore } from './plan-restore';
import { restoreContents } from './restore-contents';
import { deleteSnapshot, INSTALLATION, listSnapshots, requireSnapshot, type Snapshot, saveSnapshot } from './rows';
import { SnapshotName } from './schema';

/** Snapshots of all accounts and organizations, for operators who may also reset the installation. Names are as given. */
export type InstallationSnapshots = {
  list(): Promise<Snapshot[]>;
  /** Saves a snapshot, replacing one of the same name, so that scripts can be repeated. */
  save(name: string, now: Date): Promise<Snapshot>;
  /** Restores a snapshot. Afterwards exactly its accounts exist. */
  restore(name: string, now: Date): Promise<Snapshot>;
  remove(name: string): Promise<void>;
};

const ALONE: Locks = { everything: 'alone' };

/** Returns the snapshot functions. Each throws AwsError: ValidationError for an invalid name, NoSuchEntity, LimitExceeded. */
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
        // INVARIANT (revision): caches hold another state.
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
