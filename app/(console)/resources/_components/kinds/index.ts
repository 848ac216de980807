import type { ResourceKindId } from '@/lib/console/resource-arn';
import { bucketView } from './bucket-view';
import { functionView } from './function-view';
import { instanceView } from './instance-view';
import { keyView } from './key-view';
import { queueView } from './queue-view';
import { secretView } from './secret-view';
import { tableView } from './table-view';
import { topicView } from './topic-view';
import type { ResourceKindView } from './view';

/** The views by kind. */
export const VIEWS: Readonly<Record<ResourceKindId, ResourceKindView>> = {
  buckets: bucketView,
  instances: instanceView,
  keys: keyView,
  queues: queueView,
  topics: topicView,
  secrets: secretView,
  functions: functionView,
  tables: tableView,
};
