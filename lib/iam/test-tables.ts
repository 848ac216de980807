import { delegateOf } from '../core/module/resource';
import { PRESETS, type QuotaName, quotas } from '../core/quotas';
import { TEST_NOW } from '../core/test-world';
import type { CallTable, ErrorRow, Input, Stage } from '../core/testing/contract';
import type { Prisma } from '../db/generated/sqlite/client';
import { transaction } from '../db/transaction';
import { policyDocument } from './test-accounts';

// Values that several contracts share.
export const READ_ONLY = 'arn:aws:iam::aws:policy/ReadOnlyAccess';
export const ALLOW_READ = policyDocument({ Effect: 'Allow', Action: 's3:Get*', Resource: '*' });
export const PASSWORD = 'Correct-horse-7-battery';
/** A role that only AWS modifies after its service created it. */
export const SERVICE_ROLE = 'AWSServiceRoleForECS';
export const PROTECTED = `Cannot perform the operation on the protected role '${SERVICE_ROLE}' - this role is only modifiable by AWS`;
export const NO_POLICY = 'arn:aws:iam::<scene.account>:policy/none';
export const NOT_ATTACHABLE = /^Policy arn:aws:iam::\d{12}:policy\/none does not exist or is not attachable\.$/;

export const NOT_THERE = /^Policy arn:aws:iam::\d{12}:policy\/none was not found\.$/;
/** An ARN that is not a policy's, and AWS's message. */
export const INVALID_ARN = [
  { PolicyArn: 'arn:aws:iam::aws:role/policy' },
  'ARN arn:aws:iam::aws:role/policy is not valid.',
] as const;
/** A policy that only AWS attaches, and AWS's message. */
export const serviceRolePolicyAs = (member: string) =>
  [
    { [member]: 'arn:aws:iam::aws:policy/aws-service-role/AmazonECSServiceRolePolicy' },
    'Cannot attach a Service Role Policy to a Customer Role.',
  ] as const;

/** Returns a document that contains a secret. */
export const secretDocument = (secret: string): string =>
  policyDocument({ Sid: secret, Effect: 'Allow', Action: '*', Resource: '*' });
export const ownedBy = (secret: string) => [{ Key: 'owner', Value: secret }];

/** Returns a policy longer than the given number of characters. */
export const longPolicy = (characters: number): string =>
  policyDocument({ Effect: 'Allow', Action: 's3:Get*', Resource: `arn:aws:s3:::${'x'.repeat(characters)}` });

export const notFound = (type: string, name = 'none'): string => `The ${type} with name ${name} cannot be found.`;

/** Returns a pattern for the message of a reached quota: AWS's sentence, optionally followed by how to raise it. */
export const quotaReached = (name: QuotaName): RegExp =>
  new RegExp(`^Cannot exceed quota for ${name}: ${PRESETS.current[name]}(\\. Gatehouse's setting QUOTAS raises ${name}, .*)?$`);

/** Returns as many tags as an object may have. */
export const fullTags = () =>
  Array.from({ length: quotas().TagsPerResource }, (_, index) => ({ Key: `key-${index}`, Value: '' }));

/** Returns valid calls of a resource type's three tag operations. */
export const tagCalls = ({ noun }: { noun: string }, named: Input): CallTable => [
  [`Tag${noun}`, { ...named, Tags: [{ Key: 'new', Value: '1' }] }],
  [`List${noun}Tags`, { ...named, MaxItems: 1 }],
  [`Untag${noun}`, { ...named, TagKeys: ['new'] }],
];

/** Values for the required members of tag operations. */
export const usualTags = { Tags: [{ Key: 'new', Value: '1' }], TagKeys: ['key-1'] };

/** Error rows for too many tags, where the usual object already has the maximum, and for unusable tags. */
export const tagErrors = ({ noun }: { noun: string }): { tooMany: ErrorRow; unusable: ErrorRow } => ({
  tooMany: [`Tag${noun}`, {}, 'The number of tags has reached the maximum limit.'],
  unusable: [
    `Tag${noun}`,
    { Tags: ['new', 'NEW'].map((Key) => ({ Key, Value: '' })) },
    'Duplicate tag keys found. Please note that Tag keys are case insensitive.',
  ],
});

/** Returns an input with a reserved tag, and AWS's message. */
export const withTagOfAws = (fresh: Input): readonly [Input, string] => [
  { ...fresh, Tags: [{ Key: 'aws:new', Value: '' }] },
  'Tag keys must not start with the reserved prefix aws:.',
];

type NamedRow = { id: string; accountId: string; name: string; nameKey: string; path: string; createdAt: Date };

/** Inserts rows directly, for large numbers that operations would take long to create. */
export async function insertRows({ world }: Stage, model: Prisma.ModelName, data: readonly object[]): Promise<void> {
  type Rows = { createMany(rows: { data: readonly object[] }): Promise<unknown> };
  await transaction(world.database, (tx) => (Reflect.get(tx, delegateOf(model)) as Rows).createMany({ data }));
}

/** Returns a row with a numbered name. */
export function namedRow(accountId: string, index: number): NamedRow {
  const name = `held-${index}`;
  return { id: `${accountId}-${name}`, accountId, name, nameKey: name, path: '/', createdAt: TEST_NOW };
}

/** Makes `crowded` an account with as many resources of a type as its quota allows. */
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
