import { CreateTable, DeleteTable } from '../../../resources/dynamodb/operations';
import { DeleteResourcePolicy, GetResourcePolicy, PutResourcePolicy } from '../../../resources/dynamodb/policy-operations';
import { TagResource, UntagResource } from '../../../resources/dynamodb/tag-operations';
import { storedDocument } from '../save-from';
import { type KindCalls, keysText } from './kind-calls';

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
};
