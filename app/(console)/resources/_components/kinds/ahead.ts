import type { ResourceKindId } from '@/lib/console/resource-arn';
import { buckets } from './buckets';
import { functions } from './functions';
import { instances } from './instances';
import { keys } from './keys';
import type { ResourceKindInfo } from './kind';
import { queues } from './queues';
import { secrets } from './secrets';
import { tables } from './tables';
import { topics } from './topics';

/** The kinds with pages, in the order in which they are shown. */
export const KINDS: Readonly<Record<ResourceKindId, ResourceKindInfo>> = {
  buckets,
  instances,
  keys,
  queues,
  topics,
  secrets,
  functions,
  tables,
};
