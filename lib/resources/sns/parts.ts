import type { Registry } from '../../core/module/module';
import { ofAccount, type Tables } from '../../core/module/table';
import { listResourceOverviews } from '../overviews';
import { ListTopicMessages } from './kept-message-operations';
import * as topic from './operations';
import * as topicPermission from './permission-operations';
import * as publishing from './publish-operations';
import { Topic } from './resource';
import { MESSAGE_CONTENT } from './rows';
import * as topicTags from './tag-operations';

export const operations = {
  sns: { ...topic, ...topicPermission, ...topicTags, ...publishing },
} satisfies Readonly<Record<string, Registry>>;

export const consoleOperations = { ListTopicOverviews: listResourceOverviews(Topic), ListTopicMessages };

export const tables: Tables = { TopicMessage: { ...ofAccount, sealed: { columns: { contentCipher: MESSAGE_CONTENT } } } };
