import type { ShownKindId } from '@/lib/resources/kind-arns';
import { bucketReads } from './buckets/queries';
import { functionReads } from './functions/queries';
import { instanceReads } from './instances/queries';
import { keyReads } from './keys/queries';
import type { ResourceReads } from './kind';
import { queueReads } from './queues/queries';
import { secretReads } from './secrets/queries';
import { tableReads } from './tables/queries';
import { topicReads } from './topics/queries';

// biome-ignore lint/suspicious/noExplicitAny: each kind is described by a call of its own
type AnyReads = ResourceReads<any>;

/** The reads of the kinds, for the server. It loads no component. */
export const READS: Readonly<Record<ShownKindId, AnyReads>> = {
  buckets: bucketReads,
  instances: instanceReads,
  keys: keyReads,
  queues: queueReads,
  topics: topicReads,
  secrets: secretReads,
  functions: functionReads,
  tables: tableReads,
};
