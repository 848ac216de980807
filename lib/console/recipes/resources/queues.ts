import { CreateQueue, DeleteQueue, SetQueueAttributes } from '../../../resources/sqs/operations';
import { TagQueue, UntagQueue } from '../../../resources/sqs/tag-operations';
import type { ResourceAt } from '../../resource-arn';
import { type KindCalls, keysText } from './kind-calls';

/** The address of a queue, whatever its host. */
const urlOf = ({ accountId, name }: ResourceAt) => `/${accountId}/${name}`;
const toMap = (tags: readonly { Key: string; Value: string }[]) => Object.fromEntries(tags.map(({ Key, Value }) => [Key, Value]));

export const queues: KindCalls = {
  create: async (steps, { region, name, tags, policy }) => {
    const made = await steps.change(`Create queue ${name}`, CreateQueue, {
      QueueName: name,
      ...(policy !== '' && { Attributes: { Policy: policy } }),
      ...(tags.length > 0 && { tags: toMap(tags) }),
    });
    return made && `arn:aws:sqs:${region}:${made.QueueUrl.split('/').at(-2)}:${name}`;
  },
  remove: (at) => [DeleteQueue, { QueueUrl: urlOf(at) }],
  policy: {
    put: (at, Policy) => [SetQueueAttributes, { QueueUrl: urlOf(at), Attributes: { Policy } }],
    remove: (at) => [SetQueueAttributes, { QueueUrl: urlOf(at), Attributes: { Policy: '' } }],
  },
  tags: async (steps, at, { remove, put }) => {
    const QueueUrl = urlOf(at);
    if (remove.length > 0) await steps.change(`Remove ${remove.join(', ')}`, UntagQueue, { QueueUrl, TagKeys: [...remove] });
    if (put.length > 0) await steps.change(`Set ${keysText(put)}`, TagQueue, { QueueUrl, Tags: toMap(put) });
  },
};
