import { PRESETS, type QuotaName, quotas } from '../core/quotas';
import { delegateOf } from '../core/resource';
import { TEST_NOW } from '../core/test-world';
import type { CallTable, ErrorRow, Input, Stage } from '../core/testing/contract';
import type { Prisma } from '../db/generated/sqlite/client';
import { transaction } from '../db/transaction';
import { policyDocument } from './test-accounts';

// What the tables of several contracts share.
export const READ_ONLY = 'arn:aws:iam::aws:policy/ReadOnlyAccess';
export const ALLOW_READ = policyDocument({ Effect: 'Allow', Action: 's3:Get*', Resource: '*' });
export const PASSWORD = 'Correct-horse-7-battery';
/** A role that AWS alone modifies, once its service has made it. */
export const SERVICE_ROLE = 'AWSServiceRoleForECS';
export const PROTECTED = `Cannot perform the operation on the protected role '${SERVICE_ROLE}' - this role is only modifiable by AWS`;
export const NO_POLICY = 'arn:aws:iam::<scene.account>:policy/none';
export const NOT_ATTACHABLE = /^Policy arn:aws:iam::\d{12}:policy\/none does not exist or is not attachable\.$/;

export const NOT_THERE = /^Policy arn:aws:iam::\d{12}:policy\/none was not found\.$/;
/** What is no policy's ARN, and what is said of it. */
export const INVALID_ARN = [
  { PolicyArn: 'arn:aws:iam::aws:role/policy' },
  'ARN arn:aws:iam::aws:role/policy is not valid.',
] as const;
/** A policy that only AWS attaches, and what is said of it. */
export const serviceRolePolicyAs = (member: string) =>
  [
    { [member]: 'arn:aws:iam::aws:policy/aws-service-role/AmazonECSServiceRolePolicy' },
    'Cannot attach a Service Role Policy to a Customer Role.',
  ] as const;

/** A document in which a secret stands. */
export const secretDocument = (secret: string): string =>
  policyDocument({ Sid: secret, Effect: 'Allow', Action: '*', Resource: '*' });
export const ownedBy = (secret: string) => [{ Key: 'owner', Value: secret }];

/** A policy of more than so many characters. */
export const longPolicy = (characters: number): string =>
  policyDocument({ Effect: 'Allow', Action: 's3:Get*', Resource: `arn:aws:s3:::${'x'.repeat(characters)}` });

export const notFound = (type: string, name = 'none'): string => `The ${type} with name ${name} cannot be found.`;

/** What is said when a quota is reached: AWS's sentence comes first, how to raise the quota may follow. */
export const quotaReached = (name: QuotaName): RegExp =>
  new RegExp(`^Cannot exceed quota for ${name}: ${PRESETS.current[name]}(\\. Gatehouse's setting QUOTAS raises ${name}, .*)?$`);

/** As many tags as something may have. */
export const fullTags = () =>
  Array.from({ length: quotas().TagsPerResource }, (_, index) => ({ Key: `key-${index}`, Value: '' }));

/** Good calls of the three operations on the tags of a resource type. */
export const tagCalls = ({ noun }: { noun: string }, named: Input): CallTable => [
  [`Tag${noun}`, { ...named, Tags: [{ Key: 'new', Value: '1' }] }],
  [`List${noun}Tags`, { ...named, MaxItems: 1 }],
  [`Untag${noun}`, { ...named, TagKeys: ['new'] }],
];

/** Values for what the operations on tags require. */
export const usualTags = { Tags: [{ Key: 'new', Value: '1' }], TagKeys: ['key-1'] };

/** Rows about tags that are too many, where the usual one has all that it may have, and about tags that cannot be used. */
export const tagErrors = ({ noun }: { noun: string }): { tooMany: ErrorRow; unusable: ErrorRow } => ({
  tooMany: [`Tag${noun}`, {}, 'The number of tags has reached the maximum limit.'],
  unusable: [
    `Tag${noun}`,
    { Tags: ['new', 'NEW'].map((Key) => ({ Key, Value: '' })) },
    'Duplicate tag keys found. Please note that Tag keys are case insensitive.',
  ],
});

/** What makes one with a tag that only AWS may give, and what is said of it. */
export const withTagOfAws = (fresh: Input): readonly [Input, string] => [
  { ...fresh, Tags: [{ Key: 'aws:new', Value: '' }] },
  'Tag keys must not start with the reserved prefix aws:.',
];

type NamedRow = { id: string; accountId: string; name: string; nameKey: string; path: string; createdAt: Date };

/** Writes rows as they are: for many that only have to be there, which operations would take long to make. */
export async function insertRows({ world }: Stage, model: Prisma.ModelName, data: readonly object[]): Promise<void> {
  type Rows = { createMany(rows: { data: readonly object[] }): Promise<unknown> };
  await transaction(world.database, (tx) => (Reflect.get(tx, delegateOf(model)) as Rows).createMany({ data }));
}

/** A row of something that has a name, with a number in it. */
export function namedRow(accountId: string, index: number): NamedRow {
  const name = `held-${index}`;
  return { id: `${accountId}-${name}`, accountId, name, nameKey: name, path: '/', createdAt: TEST_NOW };
}

/** Lets `crowded` sign, an account with as many of a resource type as there may be. */
export async function crowd(
  stage: Stage,
  { model, quota }: { model: Prisma.ModelName; quota?: QuotaName },
  toRow: (named: NamedRow) => object = (named) => named,
): Promise<void> {
  if (!quota) throw new Error(`nothing limits ${model}`);
  const { accountId } = await stage.account('crowded');
  const rows = Array.from({ length: quotas()[quota] }, (_, index) => toRow(namedRow(accountId, index)));
  await insertRows(stage, model, rows);
}
