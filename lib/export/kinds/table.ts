import { tagged } from '../cloudformation-values';
import { defineExportedKind, type Located, noted, reference, someTags } from './kind';

type Attribute = { name: string; type: string };

export type TableState = Located & {
  kind: 'table';
  name: string;
  partitionKey: Attribute;
  sortKey?: Attribute;
  /** Absent for on-demand capacity. */
  capacity?: { read: number; write: number };
  tableClass?: string;
};

const keysOf = ({ partitionKey, sortKey }: TableState) => (sortKey ? [partitionKey, sortKey] : [partitionKey]);

/** Returns the settings of a table as DynamoDB and CloudFormation name them. */
function settingsOf(table: TableState) {
  const { name, capacity } = table;
  const keys = keysOf(table);
  return {
    TableName: name,
    AttributeDefinitions: keys.map((key) => ({ AttributeName: key.name, AttributeType: key.type })),
    KeySchema: keys.map((key, index) => ({ AttributeName: key.name, KeyType: index === 0 ? 'HASH' : 'RANGE' })),
    BillingMode: capacity ? 'PROVISIONED' : 'PAY_PER_REQUEST',
    ...(capacity && { ProvisionedThroughput: { ReadCapacityUnits: capacity.read, WriteCapacityUnits: capacity.write } }),
    ...(table.tableClass && { TableClass: table.tableClass }),
  };
}

export const table = defineExportedKind<TableState>({
  kind: 'table',
  nameOf: ({ name }) => name,
  last: {
    title: 'Tables',
    calls(made, { owner: { partition, accountId }, policy, call }) {
      const create = call('dynamodb', 'CreateTable', { ...settingsOf(made), Tags: someTags(made.tags) });
      if (policy.document === '') return [noted(create, policy)];
      const put = call('dynamodb', 'PutResourcePolicy', {
        ResourceArn: `arn:${partition}:dynamodb:${made.region}:${accountId}:table/${made.name}`,
        Policy: policy.document,
        ConfirmRemoveSelfResourceAccess: true,
      });
      return [create, noted(put, policy)];
    },
  },
  template(made, { own, document: PolicyDocument, Metadata }) {
    const Properties = {
      ...settingsOf(made),
      ...(PolicyDocument !== undefined && { ResourcePolicy: { PolicyDocument } }),
      ...tagged(made.tags),
    };
    return [[own('Table'), { Type: 'AWS::DynamoDB::Table', ...Metadata, Properties }]];
  },
  terraform(made, to) {
    const { name, partitionKey, sortKey, capacity, tableClass } = made;
    const given = {
      ...{ name, billing_mode: capacity ? 'PROVISIONED' : 'PAY_PER_REQUEST', hash_key: partitionKey.name },
      ...{ range_key: sortKey?.name, read_capacity: capacity?.read, write_capacity: capacity?.write, table_class: tableClass },
      attribute: { blocks: keysOf(made).map((key) => ({ name: key.name, type: key.type })) },
    };
    const address = to.block('aws_dynamodb_table', given, { tagged: true });
    to.policy('aws_dynamodb_resource_policy', { resource_arn: reference(address, 'arn') });
  },
  leftOut: () => ['The items of tables are left out.'],
});
