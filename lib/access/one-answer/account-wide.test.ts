import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { AwsError } from '../../core/errors';
import type { AnyOperation } from '../../core/operation';
import { type Actor, createTestWorld, type TestWorld } from '../../core/test-world';
import { GetAccountSummary } from '../../iam/account/operations';
import { ListGroups } from '../../iam/group/operations';
import { PutUserPolicy } from '../../iam/inline-policy/operations';
import { ListInstanceProfiles } from '../../iam/instance-profile/operations';
import { ListVirtualMFADevices } from '../../iam/mfa/operations';
import { ListOpenIDConnectProviders } from '../../iam/oidc-provider/operations';
import { ListPolicies } from '../../iam/policy/operations';
import { ListRoles } from '../../iam/role/operations';
import { ListSAMLProviders } from '../../iam/saml-provider/operations';
import { ListServerCertificates } from '../../iam/server-certificate/operations';
import { SimulatePrincipalPolicy } from '../../iam/simulation/operations';
import { ListUsers } from '../../iam/user/operations';
import { ListTables } from '../../resources/dynamodb/operations';
import { DescribeInstances } from '../../resources/ec2/describe-operations';
import { ListAliases } from '../../resources/kms/alias-operations';
import { ListKeys } from '../../resources/kms/operations';
import { ListFunctions } from '../../resources/lambda/operations';
import { ListBuckets } from '../../resources/s3/bucket-operations';
import {
  DeleteAccountPublicAccessBlock,
  GetAccountPublicAccessBlock,
  PutAccountPublicAccessBlock,
} from '../../resources/s3/control-operations';
import { ListSecrets } from '../../resources/secretsmanager/list-operations';
import { ListTopics } from '../../resources/sns/operations';
import { ListQueues } from '../../resources/sqs/operations';
import { policy, userWith } from '../../sts/test-actors';
import { RunAccessTests } from '../access-tests/operations';
import { GetServicePermissions } from '../effective/operations';
import { ExplainAccess } from '../operations';
import { SimulateAccess } from '../simulate/operations';
import { WhoCan } from '../who-can/operations';

// A call without a resource is about the whole account. Policies name it by `*`, and for some services also by an ARN. Each such call,
// allowed and denied, in each spelling, gets the same answer everywhere.

let world: TestWorld;
let root: Actor;
let user: Actor & { arn: string };
beforeAll(async () => {
  world = await createTestWorld();
  root = await world.account();
  user = await userWith(world, root, 'lister');
});
afterAll(() => world.close());

type Spelling = { text: (account: string) => string; matches: boolean };
const EVERYTHING: Spelling = { text: () => '*', matches: true };
const is = (arn: string): Spelling => ({ text: (account) => arn.replace('ACCOUNT', account), matches: true });
const isNot = (arn: string): Spelling => ({ text: (account) => arn.replace('ACCOUNT', account), matches: false });
const inIam = (list: string, one: string) => [is(`arn:aws:iam::ACCOUNT:${list}*`), isNot(`arn:aws:iam::ACCOUNT:${list}${one}`)];
const S3 = [EVERYTHING, is('arn:aws:s3:::*'), is('arn:*:s3:::*'), isNot('arn:aws:s3:::reports'), isNot('arn:aws:s3:::reports/*')];

const CALLS: readonly {
  action: string;
  operation: AnyOperation;
  input?: (account: string) => object;
  spellings: readonly Spelling[];
}[] = [
  { action: 's3:ListAllMyBuckets', operation: ListBuckets, spellings: S3 },
  {
    action: 's3:GetAccountPublicAccessBlock',
    operation: GetAccountPublicAccessBlock,
    input: (AccountId) => ({ AccountId }),
    spellings: S3,
  },
  {
    action: 's3:PutAccountPublicAccessBlock',
    operation: PutAccountPublicAccessBlock,
    input: (AccountId) => ({ AccountId, PublicAccessBlockConfiguration: { BlockPublicAcls: true } }),
    spellings: S3,
  },
  {
    action: 's3:PutAccountPublicAccessBlock',
    operation: DeleteAccountPublicAccessBlock,
    input: (AccountId) => ({ AccountId }),
    spellings: S3,
  },
  {
    action: 'sqs:ListQueues',
    operation: ListQueues,
    spellings: [
      EVERYTHING,
      is('arn:aws:sqs:us-east-1:ACCOUNT:*'),
      is('arn:aws:sqs:*:ACCOUNT:*'),
      isNot('arn:aws:sqs:us-east-1:ACCOUNT:orders'),
      isNot('arn:aws:sqs:eu-west-1:ACCOUNT:*'),
    ],
  },
  {
    action: 'sns:ListTopics',
    operation: ListTopics,
    spellings: [
      EVERYTHING,
      is('arn:aws:sns:us-east-1:ACCOUNT:*'),
      is('arn:aws:sns:*:*:*'),
      isNot('arn:aws:sns:us-east-1:ACCOUNT:orders'),
      isNot('arn:aws:sns:eu-west-1:ACCOUNT:*'),
    ],
  },
  {
    action: 'dynamodb:ListTables',
    operation: ListTables,
    spellings: [
      EVERYTHING,
      is('arn:aws:dynamodb:us-east-1:ACCOUNT:table/*'),
      is('arn:aws:dynamodb:*:ACCOUNT:*'),
      isNot('arn:aws:dynamodb:us-east-1:ACCOUNT:table/books'),
      isNot('arn:aws:dynamodb:eu-west-1:ACCOUNT:table/*'),
    ],
  },
  { action: 'iam:ListUsers', operation: ListUsers, spellings: inIam('user/', 'ana') },
  { action: 'iam:ListGroups', operation: ListGroups, spellings: inIam('group/', 'admins') },
  { action: 'iam:ListRoles', operation: ListRoles, spellings: inIam('role/', 'deployer') },
  { action: 'iam:ListPolicies', operation: ListPolicies, spellings: inIam('policy/', 'readers') },
  { action: 'iam:ListInstanceProfiles', operation: ListInstanceProfiles, spellings: inIam('instance-profile/', 'web') },
  { action: 'iam:ListServerCertificates', operation: ListServerCertificates, spellings: inIam('server-certificate/', 'web') },
  { action: 'iam:ListVirtualMFADevices', operation: ListVirtualMFADevices, spellings: inIam('mfa/', 'ana') },
  { action: 'iam:ListSAMLProviders', operation: ListSAMLProviders, spellings: inIam('saml-provider/', 'corp') },
  { action: 'iam:ListOpenIDConnectProviders', operation: ListOpenIDConnectProviders, spellings: inIam('oidc-provider/', 'corp') },
  { action: 'iam:GetAccountSummary', operation: GetAccountSummary, spellings: [EVERYTHING, isNot('arn:aws:iam::ACCOUNT:*')] },
  { action: 'kms:ListKeys', operation: ListKeys, spellings: [EVERYTHING, isNot('arn:aws:kms:*:ACCOUNT:key/*')] },
  { action: 'kms:ListAliases', operation: ListAliases, spellings: [EVERYTHING, isNot('arn:aws:kms:*:ACCOUNT:*')] },
  { action: 'lambda:ListFunctions', operation: ListFunctions, spellings: [EVERYTHING, isNot('arn:aws:lambda:*:ACCOUNT:*')] },
  {
    action: 'secretsmanager:ListSecrets',
    operation: ListSecrets,
    spellings: [EVERYTHING, isNot('arn:aws:secretsmanager:*:ACCOUNT:*')],
  },
  { action: 'ec2:DescribeInstances', operation: DescribeInstances, spellings: [EVERYTHING, isNot('arn:aws:ec2:*:ACCOUNT:*')] },
];

async function succeeds(operation: AnyOperation, input: object): Promise<boolean> {
  try {
    await user.run(operation, input);
    return true;
  } catch (error) {
    if (error instanceof AwsError && error.shape === 'AccessDenied') return false;
    // The call was allowed: the account only has no setting yet.
    if (error instanceof AwsError && error.shape.startsWith('NoSuchPublicAccessBlock')) return true;
    throw error;
  }
}

describe.each(CALLS.map((call) => ({ ...call, name: call.operation.name })))(
  '$name',
  ({ action, operation, input, spellings }) => {
    const rules = spellings.flatMap((spelling) => (['Allow', 'Deny'] as const).map((Effect) => ({ ...spelling, Effect })));
    it.each(rules.map((rule) => ({ ...rule, name: rule.text('ACCOUNT') })))(
      'has the same answer in every tool: $Effect on $name',
      async ({ text, matches, Effect }) => {
        const Resource = text(root.accountId);
        const rest = Effect === 'Deny' ? [{ Effect: 'Allow', Action: '*', Resource: '*' }] : [];
        const PolicyDocument = policy({ Effect, Action: action, Resource }, ...rest);
        await root.run(PutUserPolicy, { UserName: 'lister', PolicyName: 'own', PolicyDocument });
        const allowed = Effect === 'Allow' ? matches : !matches;

        expect(await succeeds(operation, input?.(root.accountId) ?? {})).toBe(allowed);
        const asked = { PrincipalArn: user.arn, Action: action };
        // A question about an ARN in another Region is about calls made there.
        for (const named of new Set(['*', Resource.includes(':eu-west-1:') ? '*' : Resource])) {
          const { explanation } = await root.run(ExplainAccess, { ...asked, Resource: named });
          expect([named, explanation.decision === 'Allowed']).toEqual([named, allowed]);
          const { Results } = await root.run(SimulateAccess, { PrincipalArn: user.arn, Actions: [action], Resources: [named] });
          expect([named, Results[0]?.Decision === 'Allowed']).toEqual([named, allowed]);
        }
        const simulated = await root.run(SimulatePrincipalPolicy, {
          PolicySourceArn: user.arn,
          ActionNames: [action],
          ContextEntries: [{ ContextKeyName: 'aws:RequestedRegion', ContextKeyType: 'string', ContextKeyValues: ['us-east-1'] }],
        });
        expect(simulated.EvaluationResults[0]?.EvalDecision === 'allowed').toBe(allowed);
        const { Principals } = await root.run(WhoCan, { Action: action, Resource: '*' });
        const direct = Principals.find(({ Arn }) => Arn === user.arn)?.Direct ?? 'never';
        // "Who can" covers all Regions, while the call is made in one.
        if (direct !== 'sometimes') expect(direct).toBe(allowed ? 'always' : 'never');
        else expect(Resource).toMatch(/:(us-east-1|eu-west-1):/);
        const [service = '', name] = action.split(':');
        const { Actions } = await root.run(GetServicePermissions, { PrincipalArn: user.arn, Service: service });
        const outcome = Actions.find(({ Name }) => Name === name)?.Outcome;
        if (outcome !== 'limited') expect(outcome === 'allowed').toBe(allowed);
        else expect(direct).toBe('sometimes');
        const Source = `version: 1\ntests:\n  - name: a\n    ${allowed ? 'allow' : 'deny'}: { principal: user/lister, action: "${action}", resource: "*" }\n`;
        const { Files } = await root.run(RunAccessTests, { Files: [{ Name: 'tests', Source }] });
        expect(Files[0]?.Results.map(({ Status }) => Status)).toEqual(['passed']);
      },
    );
  },
);
