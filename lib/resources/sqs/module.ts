import { anyKind } from '../../core/module/kind';
import { defineModule } from '../../core/module/module';
import { tagRecord } from '../../core/tags';
import { TO_TRY_POLICIES_ON } from '../played-in-part';
import { invalidParameter } from './errors';
import { Queue, queuePath } from './resource';

/** Amazon Simple Queue Service. */
export const sqs = defineModule({
  name: 'sqs',
  services: [
    {
      name: 'sqs',
      fullName: 'Simple Queue Service',
      errors: { style: 'json' },
      noRoom: 'OverLimit',
      dataEvents: { calls: ['SendMessage', 'ReceiveMessage', 'DeleteMessage'] },
      secretMembers: ['Body', 'MessageBody', 'MessageAttributes'],
      resourceTypes: { 'AWS::SQS::Queue': /^/ },
      tagPolicies: {
        types: { queue: /^/ },
        cloudFormation: { queue: 'AWS::SQS::Queue' },
        // The code is not confirmed.
        refusal: (sentence) => invalidParameter(sentence, 'Tags'),
      },
      tagWriting: (arn) => ({
        put: (tags) => ['TagQueue', { QueueUrl: queuePath(arn), Tags: tagRecord(tags) }],
        remove: (TagKeys) => ['UntagQueue', { QueueUrl: queuePath(arn), TagKeys }],
      }),
      wire: {
        title: 'SQS',
        signingName: 'sqs',
        endpointVariable: 'SQS',
        protocol: {
          name: 'json',
          version: '1.0',
          target: 'AmazonSQS',
          statusOfModel: true,
          namespace: 'com.amazonaws.sqs',
          queryErrors: true,
        },
        model: () => import('@aws-sdk/client-sqs'),
        partly: TO_TRY_POLICIES_ON,
      },
    },
  ],
  resources: [anyKind(Queue)],
  load: () => import('./parts'),
});
