import { DeleteSnapshot, GetSnapshot, ListSnapshots, RestoreSnapshot, SaveSnapshot } from './operations';

/** Named copies of what an organization or an account holds. Gatehouse's own; not on the wire API. */
export const snapshotOperations = { SaveSnapshot, ListSnapshots, GetSnapshot, RestoreSnapshot, DeleteSnapshot };
