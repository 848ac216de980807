import type { Registry } from '../../core/module/module';
import { listResourceOverviews } from '../overviews';
import * as message from './message-operations';
import * as queue from './operations';
import { Queue } from './resource';
import * as queueTags from './tag-operations';

export const operations = {
  sqs: { ...queue, ...queueTags, ...message },
} satisfies Readonly<Record<string, Registry>>;

export const consoleOperations = { ListQueueOverviews: listResourceOverviews(Queue) };
