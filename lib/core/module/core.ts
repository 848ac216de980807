import { defineModule } from './module';
import { ofAccount, type Tables } from './table';

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

/** The tables of `lib/core`, which runs the calls of all modules. */
export const core = defineModule({ name: 'core', load: async () => ({ tables }) });
