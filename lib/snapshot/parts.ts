import type { Tables } from '../core/module/table';

export { snapshotOperations as consoleOperations } from '.';

export const tables: Tables = { Snapshot: { apart: 'Snapshots hold no snapshots.', endsWith: ['owner'], outlivesReset: true } };
