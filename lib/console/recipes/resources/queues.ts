import type { QueueState } from '../../../export/kinds/queue';
import {
  CreateQueue,
  DeleteQueue,
  GetQueueAttributes,
  ListQueues,
  ListQueueTags,
  SetQueueAttributes,
  TagQueue,
  UntagQueue,
} from '../../../resources/sqs/operations';
import { queueUrl } from '../../resource-arn';
import { storedDocument } from '../save-from';
import type { Steps } from '../steps';
import { type KindCalls, keysText, nextToken, policyState, sortedTagMap, toTagMap } from './kind-calls';

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
  exported: readQueues,
};

/** The attributes that an export has. */
const EXPORTED = [
  'DelaySeconds',
  'MaximumMessageSize',
  'MessageRetentionPeriod',
  'ReceiveMessageWaitTimeSeconds',
  'SqsManagedSseEnabled',
  'VisibilityTimeout',
];

async function readQueues(steps: Steps, region: string): Promise<QueueState[]> {
  const urls = await steps.pages(ListQueues, { MaxResults: 1000 }, ({ QueueUrls = [] }) => QueueUrls, nextToken);
  const queues: QueueState[] = [];
  for (const QueueUrl of urls) {
    const read = await steps.read(GetQueueAttributes, { QueueUrl, AttributeNames: [...EXPORTED, 'Policy'] });
    const { Policy, ...attributes } = read?.Attributes ?? {};
    const tags = await steps.read(ListQueueTags, { QueueUrl });
    queues.push({
      ...{ kind: 'queue', name: QueueUrl.slice(QueueUrl.lastIndexOf('/') + 1), region, attributes },
      ...{ tags: sortedTagMap(tags?.Tags), ...policyState(Policy) },
    });
  }
  return queues;
}
