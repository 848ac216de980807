import type { TableState } from '../../../export/kinds/table';
import {
  CreateTable,
  DeleteResourcePolicy,
  DeleteTable,
  DescribeTable,
  GetResourcePolicy,
  ListTables,
  ListTagsOfResource,
  PutResourcePolicy,
  TagResource,
  UntagResource,
} from '../../../resources/dynamodb/operations';
import { storedDocument } from '../save-from';
import type { Steps } from '../steps';
import { type KindCalls, keysText, nextToken, policyState, sortedTags } from './kind-calls';

type KeyType = 'S' | 'N' | 'B';

export const tables: KindCalls = {
  create: async (steps, { name: TableName, tags, policy, more }) => {
    const { partition = '', partitionType = 'S', sort = '', sortType = 'S' } = more;
    const keys = [
      { name: partition.trim(), type: partitionType, role: 'HASH' as const },
      ...(sort.trim() === '' ? [] : [{ name: sort.trim(), type: sortType, role: 'RANGE' as const }]),
    ];
    const made = await steps.change(`Create table ${TableName}`, CreateTable, {
      TableName,
      AttributeDefinitions: keys.map(({ name, type }) => ({ AttributeName: name, AttributeType: type as KeyType })),
      KeySchema: keys.map(({ name, role }) => ({ AttributeName: name, KeyType: role })),
      BillingMode: 'PAY_PER_REQUEST',
      ...(policy !== '' && { ResourcePolicy: policy }),
      ...(tags.length > 0 && { Tags: [...tags] }),
    });
    return made?.TableDescription.TableArn ?? null;
  },
  remove: ({ arn: TableName }) => [DeleteTable, { TableName }],
  policy: {
    read: (run, { arn: ResourceArn }) => storedDocument(run(GetResourcePolicy, { ResourceArn }), ({ Policy }) => Policy),

    put: ({ arn: ResourceArn }, Policy) => [PutResourcePolicy, { ResourceArn, Policy }],
    remove: ({ arn: ResourceArn }) => [DeleteResourcePolicy, { ResourceArn }],
  },
  tags: async (steps, { arn: ResourceArn }, { remove, put }) => {
    if (remove.length > 0)
      await steps.change(`Remove ${remove.join(', ')}`, UntagResource, { ResourceArn, TagKeys: [...remove] });
    if (put.length > 0) await steps.change(`Set ${keysText(put)}`, TagResource, { ResourceArn, Tags: [...put] });
  },
  exported: readTables,
};

async function readTables(steps: Steps, region: string): Promise<TableState[]> {
  const names = await steps.pages(
    ListTables,
    {},
    ({ TableNames }) => TableNames,
    ({ LastEvaluatedTableName: last }) => (last === undefined ? null : { ExclusiveStartTableName: last }),
  );
  const found: TableState[] = [];
  for (const name of names) {
    const { Table } = (await steps.read(DescribeTable, { TableName: name })) ?? {};
    if (!Table) continue;
    const { TableArn = '', KeySchema = [], AttributeDefinitions = [], ProvisionedThroughput: provisioned } = Table;
    const keys = KeySchema.map(({ AttributeName = '' }) => ({
      name: AttributeName,
      type: AttributeDefinitions.find((defined) => defined.AttributeName === AttributeName)?.AttributeType ?? 'S',
    }));
    const [partitionKey, sortKey] = keys;
    if (!partitionKey) continue;
    const tags = await steps.pages(ListTagsOfResource, { ResourceArn: TableArn }, ({ Tags }) => Tags, nextToken);
    const policy = await steps.read(GetResourcePolicy, { ResourceArn: TableArn }, { unless: 'PolicyNotFoundException' });
    const { ReadCapacityUnits: read = 0, WriteCapacityUnits: write = 0 } = provisioned;
    found.push({
      ...{ kind: 'table', name, region, partitionKey, ...(sortKey && { sortKey }), tags: sortedTags(tags) },
      ...(Table.BillingModeSummary?.BillingMode !== 'PAY_PER_REQUEST' && { capacity: { read, write } }),
      ...(Table.TableClassSummary?.TableClass && { tableClass: Table.TableClassSummary.TableClass }),
      ...policyState(policy?.Policy),
    });
  }
  return found;
}
