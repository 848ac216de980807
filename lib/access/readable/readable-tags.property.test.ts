import fc from 'fast-check';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { AccessDeniedError } from '../../core/errors';
import type { AnyOperation } from '../../core/operation';
import { type Actor, createTestWorld, type TestWorld } from '../../core/test-world';
import { GetAuthorizationDetails } from '../../events/operations';
import { CreateRole } from '../../iam/role/operations';
import { TagUser } from '../../iam/user/operations';
import { GetPosture } from '../../posture/operations';
import { CreateKey } from '../../resources/kms/operations';
import { CreateBucket, PutBucketAbac, PutBucketTagging } from '../../resources/s3/bucket-operations';
import { GetObject, PutObject } from '../../resources/s3/object-operations';
import { CreateSecret } from '../../resources/secretsmanager/operations';
import { GetSecretValue } from '../../resources/secretsmanager/value-operations';
import { SendMessage } from '../../resources/sqs/message-operations';
import { CreateQueue } from '../../resources/sqs/operations';
import { allow, trust, userWith } from '../../sts/test-actors';
import { ComparePrincipals } from '../compare/operations';
import { GetActionPermission, GetEffectivePermissions, GetServicePermissions } from '../effective/operations';
import { GetAccessGraph } from '../graph/operations';
import { ExplainAccess, GetSubject } from '../operations';
import { GetResourceGrants, ListReachedResources } from '../resource-access/operations';
import { SimulateAccess } from '../simulate/operations';
import { AskOwnCall } from '../try-it/operations';
import { WhatCan, WhoCan } from '../who-can/operations';

// No answer contains the value of a tag that the viewer may not read, whatever policies compare with it. Every tag has a unique value, so
// the whole answer can be searched for it.

let world: TestWorld;
beforeAll(async () => {
  world = await createTestWorld();
});
afterAll(() => world.close());

/** The values of tags by the action that shows them. */
const MARKERS = {
  'marker-of-user': 'iam:ListUserTags',
  'marker-of-role': 'iam:ListRoleTags',
  'marker-of-bucket': 's3:GetBucketTagging',
  'marker-of-object': 's3:GetObjectTagging',
  'marker-of-secret': 'secretsmanager:DescribeSecret',
  'marker-of-queue': 'sqs:ListQueueTags',
  'marker-of-key': 'kms:ListResourceTags',
} as const;
const TAG_ACTIONS = Object.values(MARKERS);

/** The viewer's other permissions: asking about everybody, and reading all other data of answers. */
const LOOKING = [
  'iam:SimulatePrincipalPolicy',
  'iam:GetContextKeysForPrincipalPolicy',
  'iam:TroubleshootAccess',
  ...['iam:GetUser*', 'iam:GetRole*', 'iam:GetPolicy*', 'iam:GetGroup*', 'iam:ListUsers', 'iam:ListRoles', 'iam:ListPolicies'],
  ...['iam:GetAccountAuthorizationDetails', 'iam:GetAccountSummary', 'access-analyzer:*', 'gatehouse:*'],
  ...['kms:GetKeyPolicy', 'kms:DescribeKey', 's3:GetBucketPolicy*', 'secretsmanager:GetResourcePolicy', 'sqs:GetQueueAttributes'],
];

const comparison = fc.constantFrom(
  ...[
    { StringEquals: { 'aws:PrincipalTag/team': 'another' } },
    { StringNotEquals: { 'aws:principaltag/team': 'another' } },
    { StringEquals: { 'aws:ResourceTag/team': '${aws:PrincipalTag/team}' } },
    { StringLike: { 'aws:PrincipalTag/team': '${aws:ResourceTag/team}*' } },
    { 'ForAnyValue:StringEquals': { 's3:ExistingObjectTag/team': ['${aws:PrincipalTag/team}', 'x'] } },
    { StringEquals: { 's3:ExistingObjectTag/team': 'another' } },
    { StringEquals: { 'iam:ResourceTag/team': '${aws:PrincipalTag/team, "none"}' } },
    { StringEquals: { 'aws:ResourceTag/team': 'another' } },
    { Null: { 'aws:PrincipalTag/team': 'true' } },
    { StringEquals: { 'secretsmanager:ResourceTag/team': 'another' } },
  ],
);
const resource = fc.constantFrom(
  '*',
  'arn:aws:s3:::*/${aws:PrincipalTag/team}/*',
  'arn:aws:s3:::shelf-*/*',
  'arn:aws:iam::*:role/dev',
);
const action = fc.constantFrom('*', 's3:GetObject', 's3:*', 'secretsmanager:*', 'sts:AssumeRole', 'sqs:*', 'kms:*');
const statement = fc
  .record({
    Effect: fc.constantFrom('Allow', 'Deny'),
    Action: action,
    Resource: resource,
    Condition: fc.option(comparison, { nil: undefined }),
  })
  .map(({ Condition, ...rest }) => ({ ...rest, ...(Condition && { Condition }) }));
const worlds = fc.record({
  own: fc.array(statement, { minLength: 1, maxLength: 4 }),
  readable: fc.subarray([...new Set(TAG_ACTIONS)]),
});

type Made = { viewer: Actor; ana: Actor & { arn: string }; resources: string[]; denials: string[] };

async function make({ own, readable }: { own: object[]; readable: string[] }): Promise<Made> {
  const root = await world.account();
  const { accountId } = root;
  const team = (marker: keyof typeof MARKERS) => [{ Key: 'team', Value: marker }];
  const ana = await userWith(world, root, 'ana', ...own);
  await root.run(TagUser, { UserName: 'ana', Tags: team('marker-of-user') });
  const dev = { RoleName: 'dev', AssumeRolePolicyDocument: trust(ana.arn), Tags: team('marker-of-role') };
  await root.run(CreateRole, dev);
  const Bucket = `shelf-${accountId}`;
  await root.run(CreateBucket, { Bucket });
  await root.run(PutBucketTagging, { Bucket, Tagging: { TagSet: team('marker-of-bucket') } });
  await root.run(PutBucketAbac, { Bucket, AbacStatus: { Status: 'Enabled' } });
  await root.run(PutObject, { Bucket, Key: 'report', Body: new Uint8Array(1), Tagging: 'team=marker-of-object' });
  const { ARN = '' } = await root.run(CreateSecret, { Name: 'secret', SecretString: 'x', Tags: team('marker-of-secret') });
  await root.run(CreateQueue, { QueueName: 'queue', tags: { team: 'marker-of-queue' } });
  const { KeyMetadata } = await root.run(CreateKey, { Tags: [{ TagKey: 'team', TagValue: 'marker-of-key' }] });
  const viewer = await userWith(world, root, 'viewer', allow([...LOOKING, ...readable]));
  const denials: string[] = [];
  const calls: [AnyOperation, object][] = [
    [GetObject, { Bucket, Key: 'report' }],
    [GetSecretValue, { SecretId: ARN }],
    [SendMessage, { QueueUrl: `http://sqs.us-east-1.localhost/${accountId}/queue`, MessageBody: 'x' }],
  ];
  for (const [operation, input] of calls) {
    const error = await ana.run(operation, input).then(
      () => null,
      (thrown: unknown) => thrown,
    );
    if (error instanceof AccessDeniedError && error.evaluation) denials.push(error.evaluation.authorizationId);
  }
  const resources = [
    `arn:aws:s3:::${Bucket}/report`,
    `arn:aws:s3:::${Bucket}`,
    ARN,
    `arn:aws:iam::${accountId}:role/dev`,
    `arn:aws:sqs:us-east-1:${accountId}:queue`,
    KeyMetadata.Arn,
  ];
  return { viewer, ana, resources, denials };
}

const ACTIONS_ON = [
  's3:GetObject',
  's3:ListBucket',
  'secretsmanager:GetSecretValue',
  'sts:AssumeRole',
  'sqs:SendMessage',
  'kms:Decrypt',
];

/** Asks every question of the console about a principal's access. */
async function answers({ viewer, ana, resources, denials }: Made): Promise<[string, unknown][]> {
  const PrincipalArn = ana.arn;
  const role = resources[3] ?? '';
  const asked: [AnyOperation, object][] = [
    ...resources.flatMap((Resource, at): [AnyOperation, object][] => [
      [ExplainAccess, { PrincipalArn, Action: ACTIONS_ON[at], Resource }],
      [ExplainAccess, { PrincipalArn: role, Action: ACTIONS_ON[at], Resource }],
      [WhoCan, { Action: ACTIONS_ON[at], Resource }],
      [AskOwnCall, { Action: ACTIONS_ON[at], Resource }],
      [GetActionPermission, { PrincipalArn, Action: ACTIONS_ON[at] }],
    ]),
    [SimulateAccess, { PrincipalArn, Actions: ACTIONS_ON, Resources: resources.slice(0, 4) }],
    [GetSubject, { PrincipalArn }],
    [GetEffectivePermissions, { PrincipalArn }],
    [GetServicePermissions, { PrincipalArn, Service: 's3' }],
    [ComparePrincipals, { Left: PrincipalArn, Right: role }],
    [WhatCan, { PrincipalArn, Resource: resources[0] }],
    [ListReachedResources, { PrincipalArn }],
    [GetResourceGrants, { Resource: resources[2] }],
    [GetAccessGraph, { Focus: PrincipalArn }],
    [GetPosture, {}],
    ...denials.map((AuthorizationId): [AnyOperation, object] => [GetAuthorizationDetails, { AuthorizationId }]),
  ];
  const found: [string, unknown][] = [];
  for (const [operation, input] of asked) found.push([operation.name, await viewer.run(operation, input)]);
  return found;
}

function seenIn(answer: unknown): string[] {
  const text = JSON.stringify(answer);
  return Object.keys(MARKERS).filter((marker) => text.includes(marker));
}

describe('tag values', () => {
  it('appear in no answer for a caller without permission to read them', async () => {
    await fc.assert(
      fc.asyncProperty(worlds, async (given) => {
        const made = await make(given);
        const may = new Set<string>(given.readable);
        for (const [name, answer] of await answers(made))
          expect([name, seenIn(answer).filter((marker) => !may.has(MARKERS[marker as keyof typeof MARKERS]))]).toEqual([
            name,
            [],
          ]);
      }),
      { numRuns: 25 },
    );
  });

  it('appear for a caller with permission to read them and when given in the question', async () => {
    const own = [
      allow('s3:GetObject', '*', { StringEquals: { 's3:ExistingObjectTag/team': '${aws:PrincipalTag/team}' } }),
      allow('secretsmanager:*', '*', { StringEquals: { 'aws:ResourceTag/team': 'another' } }),
      allow('sts:AssumeRole', '*', { StringEquals: { 'aws:ResourceTag/team': 'another' } }),
    ];
    const made = await make({ own, readable: [...new Set(TAG_ACTIONS)] });
    const all = await answers(made);
    const explained = all.filter(([name]) => name === 'ExplainAccess').flatMap(([, answer]) => seenIn(answer));
    // Questions are about the bucket's data, so object tags are not part of them.
    expect(new Set([...explained, 'marker-of-object'])).toEqual(new Set(Object.keys(MARKERS)));
    expect(all.filter(([name]) => name === 'GetAuthorizationDetails').flatMap(([, answer]) => seenIn(answer))).toContain(
      'marker-of-object',
    );

    const blind = await make({ own, readable: [] });
    const [Resource = ''] = blind.resources;
    const Context = [{ Key: 's3:ExistingObjectTag/team', Values: ['given-by-viewer'] }];
    const question = { PrincipalArn: blind.ana.arn, Action: 's3:GetObject', Resource };
    const given = await blind.viewer.run(ExplainAccess, { ...question, Context });
    expect(JSON.stringify(given.explanation)).toContain('given-by-viewer');
    // The decision uses all data, and the trace says that a value was compared.
    const { explanation } = await blind.viewer.run(ExplainAccess, {
      PrincipalArn: blind.ana.arn,
      Action: 'sts:AssumeRole',
      Resource: blind.resources[3] ?? '',
    });
    const conditions = explanation.policies.flatMap(({ statements }) => statements.flatMap((one) => one.conditions));
    expect(conditions).toContainEqual(expect.objectContaining({ key: 'aws:ResourceTag/team', actual: null, hidden: true }));
    expect(conditions.flatMap(({ resolved }) => resolved ?? [])).toEqual([]);
  });
});
