import { CreateQueue, DeleteQueue, GetQueueAttributes, SetQueueAttributes } from '../../../resources/sqs/operations';
import { TagQueue, UntagQueue } from '../../../resources/sqs/tag-operations';
import { queueUrl } from '../../resource-arn';
import { storedDocument } from '../save-from';
import { type KindCalls, keysText, toTagMap } from './kind-calls';

export const queues: KindCalls = {
  create: async (steps, { region, name, tags, policy }) => {
    const made = await steps.change(`Create queue ${name}`, CreateQueue, {
      QueueName: name,
      ...(policy !== '' && { Attributes: { Policy: policy } }),
      ...(tags.length > 0 && { tags: toTagMap(tags) }),
    });
    return made && `arn:aws:sqs:${region}:${made.QueueUrl.split('/').at(-2)}:${name}`;
  },
  remove: (at) => [DeleteQueue, { QueueUrl: queueUrl(at) }],
  policy: {
    read: (run, at) =>
      storedDocument(
        run(GetQueueAttributes, { QueueUrl: queueUrl(at), AttributeNames: ['Policy'] }),
        ({ Attributes }) => Attributes?.Policy,
      ),

    put: (at, Policy) => [SetQueueAttributes, { QueueUrl: queueUrl(at), Attributes: { Policy } }],
    remove: (at) => [SetQueueAttributes, { QueueUrl: queueUrl(at), Attributes: { Policy: '' } }],
  },
  tags: async (steps, at, { remove, put }) => {
    const QueueUrl = queueUrl(at);
    if (remove.length > 0) await steps.change(`Remove ${remove.join(', ')}`, UntagQueue, { QueueUrl, TagKeys: [...remove] });
    if (put.length > 0) await steps.change(`Set ${keysText(put)}`, TagQueue, { QueueUrl, Tags: toTagMap(put) });
  },
};
