import type { Registry } from '../../core/module/module';
import { ofAccount, type Tables } from '../../core/module/table';
import { listResourceOverviews } from '../overviews';
import { ListTopicMessages, Publish } from './message-operations';
import * as topic from './operations';
import { Topic } from './resource';
import { MESSAGE_CONTENT } from './rows';

export const operations = {
  sns: { ...topic, Publish },
} satisfies Readonly<Record<string, Registry>>;

export const consoleOperations = { ListTopicOverviews: listResourceOverviews(Topic), ListTopicMessages };

export const tables: Tables = { TopicMessage: { ...ofAccount, sealed: { columns: { contentCipher: MESSAGE_CONTENT } } } };
