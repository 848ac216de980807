import type { Place, ShownKind } from '../../core/module/kind';
import { afterStart } from '../../core/text/text-parts';

/** The facts about tables that pages need too. */
export const TABLE = {
  id: 'tables',
  service: 'dynamodb',
  type: 'table',
  noun: 'Table',
  label: 'DynamoDB table',
  title: 'DynamoDB tables',
  words: 'database items keys dynamo',
  arn: /^arn:[\w-]+:dynamodb:[\w-]+:\d{12}:table\/([\w.-]+)$/,
  policyType: 'AWS::DynamoDB::Table',
  members: { TableName: (name) => afterStart(name, 'table/') },
  policyCalls: ['PutResourcePolicy', 'DeleteResourcePolicy', 'CreateTable', 'DeleteTable'],
} as const satisfies ShownKind;

export function tableArn({ partition, region, accountId }: Place, name: string): string {
  return `arn:${partition}:dynamodb:${region}:${accountId}:table/${name}`;
}

/** Source: DynamoDB Developer Guide, "Supported data types and naming rules". */
export const TABLE_NAME = '[a-zA-Z0-9_.-]{3,255}';
const ARN = new RegExp(`^arn:[a-z-]+:dynamodb:([a-z0-9-]+):(\\d{12}):table/(${TABLE_NAME})$`);
const NAME = new RegExp(`^${TABLE_NAME}$`);

export function isTableName(name: string): boolean {
  return NAME.test(name);
}

/** Reads the ARN of a table. Returns null for any other text. */
export function readTableArn(arn: string): { region: string; accountId: string; name: string } | null {
  const [, region, accountId, name] = ARN.exec(arn) ?? [];
  return region === undefined || accountId === undefined || name === undefined ? null : { region, accountId, name };
}
