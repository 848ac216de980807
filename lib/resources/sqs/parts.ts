import type { Registry } from '../../core/module/module';
import { ofAccount, type Tables } from '../../core/module/table';
import { listResourceOverviews } from '../overviews';
import * as message from './message-operations';
import * as queue from './operations';
import { Queue } from './resource';
import { MESSAGE_CONTENT } from './rows';

export const operations = {
  sqs: { ...queue, ...message },
} satisfies Readonly<Record<string, Registry>>;

export const consoleOperations = { ListQueueOverviews: listResourceOverviews(Queue) };

export const tables: Tables = { QueueMessage: { ...ofAccount, sealed: { columns: { contentCipher: MESSAGE_CONTENT } } } };
