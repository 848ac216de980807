import type { Registry } from '../../core/module/module';
import { listResourceOverviews } from '../overviews';
import { ListTopicMessages } from './kept-message-operations';
import * as topic from './operations';
import * as topicPermission from './permission-operations';
import * as publishing from './publish-operations';
import { Topic } from './resource';
import * as topicTags from './tag-operations';

export const operations = {
  sns: { ...topic, ...topicPermission, ...topicTags, ...publishing },
} satisfies Readonly<Record<string, Registry>>;

export const consoleOperations = { ListTopicOverviews: listResourceOverviews(Topic), ListTopicMessages };
