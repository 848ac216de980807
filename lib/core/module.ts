import { defineModule } from './module/module';
import { ofAccount, type Tables } from './module/table';

/** The tables that every call writes. */
const tables: Tables = {
  Tag: { owner: { column: 'accountId', of: 'either' }, about: 'resourceId', key: 'resourceId' },
  DeletedPrincipal: ofAccount,
  Event: { apart: 'History is not rolled back; the restore is in it.', endsWith: ['accountId'] },
  EventCaller: { apart: 'Belongs to events.', endsWith: ['accountId'] },
  DecisionTrace: { apart: 'Belongs to events.', endsWith: ['accountId'] },
  LastUse: { apart: 'Belongs to events.', endsWith: ['accountId'], key: 'accountId' },
  ChangedRow: { apart: 'History is not rolled back; what a restore changes is in it.', key: 'number' },
  SignInThrottle: { apart: 'Guessing passwords does not start anew.', key: 'key' },
  StoredBytes: { apart: 'Kept by triggers, from the rows that are restored.', key: 'owner' },
};

/** The runner of operations, and the tables that calls of all modules write: events, tags and last uses. */
export const core = defineModule({ name: 'core', load: async () => ({ tables }) });
