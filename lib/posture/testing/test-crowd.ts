import { TEST_NOW } from '../../core/test-world';
import type { Database } from '../../db/client';
import { transaction } from '../../db/transaction';

const DAY_MS = 86_400_000;
const ROWS_AT_ONCE = 1_000;
/** Chosen so that some day counts have passed on the test day and others have not. */
const createdAt = new Date(TEST_NOW.getTime() - 120 * DAY_MS);
const usedAt = new Date(TEST_NOW.getTime() - 3 * DAY_MS);

/** Ten principals, together with the one role that every account of a crowd has. */
const USERS = ['ana', 'ben', 'deployer', 'eve', 'job'] as const;
const WITH_PASSWORD: ReadonlySet<string> = new Set(['ana', 'ben', 'eve']);
const WITH_DEVICE: ReadonlySet<string> = new Set(['ana', 'ben']);
const WITH_KEY: ReadonlySet<string> = new Set(['deployer', 'job']);
const ROLES: Readonly<Record<string, { trust: Readonly<Record<string, unknown>>; attached: readonly string[] }>> = {
  Runner: { trust: { Principal: { Service: 'lambda.amazonaws.com' } }, attached: ['AdministratorAccess'] },
  Server: { trust: { Principal: { Service: 'ec2.amazonaws.com' } }, attached: ['AmazonS3ReadOnlyAccess'] },
  Support: { trust: { Principal: { AWS: '444455556666' } }, attached: ['AWSSupportAccess'] },
  Auditor: {
    trust: { Principal: { AWS: '444455556666' }, Condition: { StringEquals: { 'sts:ExternalId': 'audit-1' } } },
    attached: ['SecurityAudit', 'job-function/ViewOnlyAccess'],
  },
};

const policyText = (...Statement: object[]) => JSON.stringify({ Version: '2012-10-17', Statement });

/** A policy that nearly every account has word for word, from one template. */
const DEVELOPER = policyText(
  { Effect: 'Allow', Action: ['lambda:*', 'dynamodb:*', 'logs:*', 's3:Get*', 's3:List*'], Resource: '*' },
  { Effect: 'Allow', Action: ['iam:ChangePassword', 'iam:*AccessKey*'], Resource: 'arn:aws:iam::*:user/${aws:username}' },
);
/** A policy that names its own account. */
const deployText = (accountId: string) =>
  policyText(
    { Effect: 'Allow', Action: ['lambda:CreateFunction', 'lambda:InvokeFunction', 'iam:GetRole'], Resource: '*' },
    { Effect: 'Allow', Action: 'iam:PassRole', Resource: `arn:aws:iam::${accountId}:role/*` },
    { Effect: 'Allow', Action: 's3:PutObject', Resource: `arn:aws:s3:::deployments-${accountId}/*` },
  );

/**
 * Adds nine principals to each account of a crowd, written as rows: users with passwords, devices and keys, groups, roles that
 * trust services and external principals. Some policies are the same everywhere and others name their account. Each account has a
 * principal that can become an administrator.
 */
export async function furnishAccounts(database: Database, accountIds: readonly string[]): Promise<void> {
  const idOf = (prefix: string, accountId: string, number: number) => `${prefix}F${accountId}${String(number).padStart(4, '0')}`;
  const entity = (id: string, accountId: string, name: string) => ({
    id,
    accountId,
    name,
    nameKey: name.toLowerCase(),
    path: '/',
    createdAt,
  });
  const users = accountIds.flatMap((accountId) =>
    USERS.map((name, number) => entity(idOf('AIDA', accountId, number), accountId, name)),
  );
  const groups = accountIds.flatMap((accountId) =>
    ['Developers', 'Readers'].map((name, number) => entity(idOf('AGPA', accountId, number), accountId, name)),
  );
  const roles = accountIds.flatMap((accountId) =>
    Object.entries(ROLES).map(([name, { trust, attached }], number) => ({
      ...entity(idOf('AROA', accountId, number), accountId, name),
      trust: policyText({ Effect: 'Allow', Action: 'sts:AssumeRole', ...trust }),
      attached,
    })),
  );
  const policies = accountIds.map((accountId) => ({
    ...entity(idOf('ANPA', accountId, 0), accountId, 'Deploy'),
    arn: `arn:aws:iam::${accountId}:policy/Deploy`,
    defaultVersionId: 'v2',
    nextVersion: 3,
    updatedAt: createdAt,
  }));
  const attachment = (entityType: string, { id, accountId }: { id: string; accountId: string }, policyArn: string) => ({
    entityId: id,
    entityType,
    accountId,
    policyArn,
    createdAt,
  });
  const aws = (name: string) => `arn:aws:iam::aws:policy/${name}`;
  const who = (names: ReadonlySet<string>) => users.filter(({ name }) => names.has(name));

  await write(
    users.map((user) => ({ ...user, passwordLastUsed: user.name === 'eve' ? null : usedAt })),
    (tx, data) => tx.user.createMany({ data }),
  );
  await write(groups, (tx, data) => tx.group.createMany({ data }));
  await write(
    roles.map(({ trust, attached: _, ...role }) => ({
      ...role,
      assumeRolePolicyDocument: trust,
      maxSessionDuration: role.name === 'Runner' ? 43_200 : 3_600,
      lastUsedAt: role.name === 'Support' ? null : usedAt,
    })),
    (tx, data) => tx.role.createMany({ data }),
  );
  await write(policies, (tx, data) => tx.policy.createMany({ data }));
  await write(
    policies.flatMap(({ id, accountId }) =>
      ['v1', 'v2'].map((versionId) => ({
        policyId: id,
        versionId,
        document: versionId === 'v2' ? deployText(accountId) : DEVELOPER,
        createdAt,
      })),
    ),
    (tx, data) => tx.policyVersion.createMany({ data }),
  );
  await write(
    [
      ...roles.flatMap((role) => role.attached.map((name) => attachment('Role', role, aws(name)))),
      ...groups.filter(({ name }) => name === 'Readers').map((group) => attachment('Group', group, aws('ReadOnlyAccess'))),
      ...who(new Set(['ana'])).map((user) => attachment('User', user, aws('AdministratorAccess'))),
      ...who(new Set(['deployer'])).map((user) => attachment('User', user, `arn:aws:iam::${user.accountId}:policy/Deploy`)),
    ],
    (tx, data) => tx.policyAttachment.createMany({ data }),
  );
  await write(
    groups
      .filter(({ name }) => name === 'Developers')
      .map(({ id, accountId }) => ({
        entityId: id,
        entityType: 'Group',
        accountId,
        name: 'Develop',
        nameKey: 'develop',
        document: DEVELOPER,
        createdAt,
      })),
    (tx, data) => tx.inlinePolicy.createMany({ data }),
  );
  await write(
    users.map(({ id, accountId, name }) => ({
      groupId: idOf('AGPA', accountId, name === 'eve' || name === 'ben' ? 0 : 1),
      userId: id,
      createdAt,
    })),
    (tx, data) => tx.groupMembership.createMany({ data }),
  );
  await write(
    who(WITH_PASSWORD).map(({ id }) => ({
      userId: id,
      passwordHash: '',
      passwordResetRequired: false,
      createdAt,
      passwordChangedAt: createdAt,
    })),
    (tx, data) => tx.loginProfile.createMany({ data }),
  );
  await write(
    who(WITH_DEVICE).map(({ id, accountId, name }) => ({
      id: `arn:aws:iam::${accountId}:mfa/${name}`,
      accountId,
      name,
      nameKey: name,
      path: '/',
      userId: id,
      enabledAt: createdAt,
      createdAt,
    })),
    (tx, data) => tx.mfaDevice.createMany({ data }),
  );
  await write(
    who(WITH_KEY).map(({ id, accountId }) => ({
      id: id.replace('AIDA', 'AKIA'),
      accountId,
      userId: id,
      secretCipher: '',
      status: 'Active',
      createdAt,
      lastUsedAt: usedAt,
    })),
    (tx, data) => tx.accessKey.createMany({ data }),
  );

  async function write<Row>(
    rows: readonly Row[],
    put: (tx: Parameters<Parameters<typeof transaction>[1]>[0], some: Row[]) => Promise<unknown>,
  ): Promise<void> {
    for (let from = 0; from < rows.length; from += ROWS_AT_ONCE)
      await transaction(database, (tx) => put(tx, rows.slice(from, from + ROWS_AT_ONCE)));
  }
}
