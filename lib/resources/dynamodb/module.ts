import { anyKind } from '../../core/module/kind';
import { defineModule } from '../../core/module/module';
import { TO_TRY_POLICIES_ON } from '../played-in-part';
import { invalidValue } from './errors';
import { Table } from './resource';

/** Amazon DynamoDB. */
export const dynamodb = defineModule({
  name: 'dynamodb',
  services: [
    {
      name: 'dynamodb',
      errors: { style: 'json' },
      noRoom: 'LimitExceededException',
      dataEvents: { calls: ['PutItem', 'GetItem', 'DeleteItem', 'Query', 'Scan'], withoutAnswers: true },
      // The contents of items, except their keys, which CloudTrail shows.
      secretMembers: ['Item', 'ExpressionAttributeValues'],
      resourceTypes: { 'AWS::DynamoDB::Table': /^table\// },
      tagPolicies: {
        types: { table: /^table\/[^/]+$/ },
        cloudFormation: { table: 'AWS::DynamoDB::Table' },
        refusal: (sentence) => invalidValue(sentence, 'Tags'),
      },
      tagWriting: (ResourceArn) => ({
        put: (Tags) => ['TagResource', { ResourceArn, Tags }],
        remove: (TagKeys) => ['UntagResource', { ResourceArn, TagKeys }],
      }),
      wire: {
        title: 'DynamoDB',
        signingName: 'dynamodb',
        endpointVariable: 'DYNAMODB',
        protocol: {
          name: 'json',
          version: '1.0',
          target: 'DynamoDB_20120810',
          namespace: 'com.amazonaws.dynamodb.v20120810',
        },
        model: () => import('@aws-sdk/client-dynamodb'),
        partly: TO_TRY_POLICIES_ON,
      },
    },
  ],
  resources: [anyKind(Table)],
  load: () => import('./parts'),
});
