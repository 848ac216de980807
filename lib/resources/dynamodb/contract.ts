import { quotas } from '../../core/quotas';
import { type Contract, taking } from '../../core/testing/contract';
import { crowdResources, resourcePolicy } from '../test-tables';
import * as items from './item-operations';
import * as tables from './operations';
import { Table } from './resource';

const operations = { ...tables, ...items };

const ARN = 'arn:aws:dynamodb:us-east-1:<scene.account>:table/';
const policyFor = (name: string, more: object = {}) =>
  resourcePolicy({
    Effect: 'Allow',
    Principal: { AWS: 'arn:aws:iam::<scene.account>:root' },
    Action: 'dynamodb:GetItem',
    Resource: `${ARN}${name}`,
    ...more,
  });

const byArtist = {
  AttributeDefinitions: [
    { AttributeName: 'artist', AttributeType: 'S' as const },
    { AttributeName: 'year', AttributeType: 'N' as const },
  ],
  KeySchema: [
    { AttributeName: 'artist', KeyType: 'HASH' as const },
    { AttributeName: 'year', KeyType: 'RANGE' as const },
  ],
  BillingMode: 'PAY_PER_REQUEST' as const,
};
const KEY = { artist: { S: 'Nina' }, year: { N: '1965' } };
const ITEM = {
  ...KEY,
  title: { S: 'Pastel Blues' },
  cover: { B: new Uint8Array([1, 2]) },
  tracks: { L: [{ M: { n: { N: '1.0' } } }] },
};
const SETTINGS = { tableId: 'none', partitionKey: { name: 'artist', type: 'S' as const }, policyRevision: 1 };
const NO_TABLE = 'Requested resource not found';
const REFUSED = /^Resource-based policy not found for the provided ResourceArn/;

export const contract: Contract = {
  operations,
  make: async (root, { name, secret }) => {
    const ResourceArn = `arn:aws:dynamodb:us-east-1:${root.accountId}:table/${name}`;
    await root.run(tables.CreateTable, { TableName: name, ...byArtist, Tags: [{ Key: 'owner', Value: secret }] });
    const Policy = JSON.stringify({
      Id: secret,
      Statement: [{ Effect: 'Allow', Principal: { AWS: root.accountId }, Action: 'dynamodb:*', Resource: ResourceArn }],
    });
    await root.run(tables.PutResourcePolicy, { ResourceArn, Policy });
    await root.run(items.PutItem, { TableName: name, Item: { ...KEY, secret: { S: secret } } });
    return { TableName: ResourceArn, ResourceArn, Policy };
  },
  also: { CreateTable: ['dynamodb:TagResource', 'dynamodb:PutResourcePolicy'] },
  calls: [
    ['CreateTable', { TableName: 'music', ...byArtist, Tags: [{ Key: 'team', Value: 'blue' }] }],
    ['CreateTable', { TableName: 'books', ...byArtist, ResourcePolicy: policyFor('books') }],
    ['DescribeTable', { TableName: 'music' }],
    ['ListTables', { Limit: 1 }],
    ['PutItem', { TableName: 'music', Item: ITEM, ReturnValues: 'ALL_OLD' }],
    ['GetItem', { TableName: 'music', Key: KEY, ConsistentRead: true }],
    [
      'Query',
      {
        TableName: 'music',
        KeyConditionExpression: 'artist = :a AND #y BETWEEN :from AND :to',
        ProjectionExpression: 'title, #y',
        ExpressionAttributeNames: { '#y': 'year' },
        ExpressionAttributeValues: { ':a': { S: 'Nina' }, ':from': { N: '1960' }, ':to': { N: '1970' } },
      },
    ],
    ['Scan', { TableName: 'music', Limit: 1, ReturnConsumedCapacity: 'TOTAL' }],
    ['DeleteItem', { TableName: 'music', Key: KEY, ReturnValues: 'ALL_OLD' }],
    ['PutResourcePolicy', { ResourceArn: `${ARN}music`, Policy: policyFor('music', { Sid: 'Another' }) }],
    ['GetResourcePolicy', { ResourceArn: `${ARN}music` }],
    ['DeleteResourcePolicy', { ResourceArn: `${ARN}music` }],
    ['TagResource', { ResourceArn: `${ARN}music`, Tags: [{ Key: 'new', Value: '1' }] }],
    ['ListTagsOfResource', { ResourceArn: `${ARN}music` }],
    ['UntagResource', { ResourceArn: `${ARN}music`, TagKeys: ['new'] }],
    ['DeleteTable', { TableName: 'music' }],
  ],
  errors: {
    furnish: async (stage) => {
      await stage.root.run(tables.CreateTable, { TableName: 'table', ...byArtist });
      await crowdResources(stage, Table, SETTINGS);
      return {};
    },
    usual: {
      TableName: 'table',
      ResourceArn: `${ARN}table`,
      Item: ITEM,
      Key: KEY,
      Policy: policyFor('table'),
      Tags: [{ Key: 'new', Value: '1' }],
      TagKeys: ['new'],
      ...byArtist,
    },
    failures: {
      ResourceNotFoundException: [
        [
          taking(operations, 'TableName', 'CreateTable', 'DescribeTable', 'DeleteTable', 'Query'),
          { TableName: 'none' },
          NO_TABLE,
        ],
        ['Query', { TableName: `${ARN}none` }, NO_TABLE],
        [['DescribeTable', 'DeleteTable'], { TableName: 'none' }, `${NO_TABLE}: Table: none not found`],
        [taking(operations, 'ResourceArn'), { ResourceArn: `${ARN}none` }, NO_TABLE],
      ],
      ResourceInUseException: [['CreateTable', { ...byArtist }, 'Table already exists: table']],
      LimitExceededException: [
        [
          'CreateTable',
          { TableName: 'another', ...byArtist },
          `Subscriber limit exceeded: There is a limit of ${quotas().DynamoDBTablesPerRegion} tables per subscriber`,
          { by: 'crowded' },
        ],
      ],
      PolicyNotFoundException: [
        ['GetResourcePolicy', {}, REFUSED],
        [['PutResourcePolicy', 'DeleteResourcePolicy'], { ExpectedRevisionId: '1' }, REFUSED],
      ],
    },
    unreachable: {},
  },
};
