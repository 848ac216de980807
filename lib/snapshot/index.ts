import { DeleteSnapshot, GetSnapshot, ListSnapshots, RestoreSnapshot, SaveSnapshot } from './operations';

/** The operations of snapshots of an organization or account. They belong to Gatehouse and are not on the wire API. */
export const snapshotOperations = { SaveSnapshot, ListSnapshots, GetSnapshot, RestoreSnapshot, DeleteSnapshot };
