import { authorize } from './evaluate/authorize';
import { compilePolicy } from './evaluate/compile-policy';
import { explain } from './evaluate/explain';
import { preparePolicyText } from './evaluate/prepare-policy';
import { principalContext } from './evaluate/principal-context';
import type { PreparedPolicy } from './evaluate/record';
import type { AuthorizationRequest, OrganizationLevel, PolicyRef, PolicySet, PolicyType, Principal } from './evaluate/types';
import { parsePolicy } from './policy/parse-policy';

export type Measurement = { name: string; value: number; unit: string };

/** Measures the engine: one prepared principal with 10 policies, 3 SCP levels and a boundary, and many different questions. */
export async function run(): Promise<Measurement[]> {
  const set = principalUnderTest();
  const requests = questions();
  const text = fullSizePolicy();
  const parsed = parsePolicy(text, 'identity');
  if (!parsed.ok) throw new Error('The policy of the benchmark is invalid.');
  const { policy } = parsed;
  let i = 0;
  const next = () => requests[i++ % requests.length] ?? requests[0];
  const ask = (decide: typeof authorize) => () => {
    const request = next();
    if (request !== undefined) decide(request, set);
  };
  return [
    { name: 'engine: decisions', value: await rate(ask(authorize)), unit: '1/s' },
    { name: 'engine: explained decisions', value: await rate(ask(explain)), unit: '1/s' },
    {
      name: `engine: compile a policy of ${text.length} characters`,
      value: 1000 / (await rate(() => void compilePolicy(policy))),
      unit: 'ms',
    },
    {
      name: `engine: parse and compile a policy of ${text.length} characters`,
      value: 1000 / (await rate(() => void preparePolicyText(ref('identity', 'p'), text))),
      unit: 'ms',
    },
  ];
}

/**
 * Measures calls per second on one core: the best of eight rounds after two warm-up rounds. It uses CPU time, including garbage collection
 * and compilation, so a busy machine measures much the same as an idle one.
 */
async function rate(call: () => void): Promise<number> {
  let best = 0;
  for (let round = 0; round < 10; round += 1) {
    let calls = 0;
    let spent = 0;
    const start = process.cpuUsage();
    while (spent < 150_000) {
      for (let n = 0; n < 100; n += 1) call();
      calls += 100;
      const { user, system } = process.cpuUsage(start);
      spent = user + system;
    }
    if (round >= 2) best = Math.max(best, (calls * 1_000_000) / spent);
    await Promise.resolve();
  }
  return best;
}

const ACCOUNT = '111122223333';

function ref(type: PolicyType, id: string): PolicyRef {
  return { id, type, name: id, origin: { kind: 'direct' } };
}

function prepare(type: PolicyType, id: string, statements: readonly object[]): PreparedPolicy {
  const result = preparePolicyText(ref(type, id), JSON.stringify({ Version: '2012-10-17', Statement: statements }));
  if (!result.ok) throw new Error(`${id}: ${result.issues[0]?.message}`);
  return result.prepared;
}

const allow = (actions: string | readonly string[], resource: string | readonly string[] = '*', condition?: object) => ({
  Effect: 'Allow',
  Action: actions,
  Resource: resource,
  ...(condition === undefined ? {} : { Condition: condition }),
});

const deny = (actions: string | readonly string[], resource: string | readonly string[] = '*', condition?: object) => ({
  ...allow(actions, resource, condition),
  Effect: 'Deny',
});

const DENY_OUTSIDE_REGIONS = {
  Effect: 'Deny',
  NotAction: ['cloudfront:*', 'iam:*', 'organizations:*', 'route53:*', 'sts:*', 'support:*'],
  Resource: '*',
  Condition: {
    StringNotEquals: { 'aws:RequestedRegion': ['eu-central-1', 'eu-west-1'] },
    ArnNotLike: { 'aws:PrincipalArn': 'arn:aws:iam::*:role/Break-*' },
  },
};

function identityPolicies(): PreparedPolicy[] {
  const mine = ['arn:aws:s3:::home-${aws:username}', 'arn:aws:s3:::home-${aws:username}/*'];
  return [
    prepare('identity', 'ec2-read', [
      allow(['ec2:Describe*', 'ec2:Get*', 'elasticloadbalancing:Describe*', 'cloudwatch:ListMetrics']),
    ]),
    prepare('identity', 'ec2-run', [
      allow(['ec2:RunInstances'], ['arn:aws:ec2:*:*:subnet/*', 'arn:aws:ec2:*:*:image/*', 'arn:aws:ec2:*:*:volume/*']),
      allow(['ec2:StartInstances', 'ec2:StopInstances'], 'arn:aws:ec2:*:*:instance/*', {
        StringEquals: { 'aws:ResourceTag/team': '${aws:PrincipalTag/team}' },
      }),
    ]),
    prepare('identity', 's3-home', [allow('s3:ListAllMyBuckets'), allow(['s3:Get*', 's3:Put*', 's3:List*'], mine)]),
    prepare('identity', 's3-shared', [
      allow(['s3:GetObject', 's3:ListBucket'], ['arn:aws:s3:::shared', 'arn:aws:s3:::shared/*', 'arn:aws:s3:::logs-*/2026/*']),
      deny('s3:DeleteObject', 'arn:aws:s3:::shared/*', { BoolIfExists: { 'aws:MultiFactorAuthPresent': 'false' } }),
    ]),
    prepare('identity', 'dynamo', [allow(['dynamodb:GetItem', 'dynamodb:Query'], 'arn:aws:dynamodb:eu-west-1:*:table/orders*')]),
    prepare('identity', 'lambda', [
      allow(['lambda:List*', 'lambda:Get*']),
      allow('lambda:InvokeFunction', 'arn:aws:lambda:*:*:function:app-*'),
    ]),
    prepare('identity', 'logs', [
      allow(['logs:*'], 'arn:aws:logs:*:*:log-group:/aws/lambda/app-*'),
      allow('logs:DescribeLogGroups'),
    ]),
    prepare('identity', 'messages', [allow(['sqs:*', 'sns:*'], ['arn:aws:sqs:*:*:app-*', 'arn:aws:sns:*:*:app-*'])]),
    prepare('identity', 'pass-role', [
      allow('iam:PassRole', 'arn:aws:iam::*:role/app/*', {
        StringEquals: { 'iam:PassedToService': ['lambda.amazonaws.com', 'ec2.amazonaws.com'] },
      }),
    ]),
    prepare('identity', 'self-service', [
      allow(['iam:ChangePassword', 'iam:GetUser', 'iam:*AccessKey*'], `arn:aws:iam::${ACCOUNT}:user/\${aws:username}`),
      deny(['iam:*'], `arn:aws:iam::${ACCOUNT}:role/audit*`),
    ]),
  ];
}

function principalUnderTest(): PolicySet<PreparedPolicy> {
  const full = prepare('scp', 'p-FullAWSAccess', [allow('*')]);
  const level = (id: string, kind: OrganizationLevel<PreparedPolicy>['kind'], policies: PreparedPolicy[]) => ({
    id,
    name: id,
    kind,
    policies,
  });
  return {
    identity: identityPolicies(),
    boundary: prepare('boundary', 'boundary', [
      allow([
        'ec2:*',
        's3:*',
        'dynamodb:*',
        'lambda:*',
        'logs:*',
        'sqs:*',
        'sns:*',
        'cloudwatch:*',
        'iam:*',
        'elasticloadbalancing:*',
      ]),
      deny(['iam:DeleteRolePermissionsBoundary', 'iam:DeleteUserPermissionsBoundary']),
    ]),
    scp: [
      level('r-root', 'root', [full, prepare('scp', 'p-leave', [deny('organizations:LeaveOrganization')])]),
      level('ou-workloads', 'organizationalUnit', [full, prepare('scp', 'p-regions', [DENY_OUTSIDE_REGIONS])]),
      level(ACCOUNT, 'account', [
        full,
        prepare('scp', 'p-audit', [deny('iam:*', 'arn:aws:iam::*:role/audit', { Null: { 'aws:PrincipalTag/auditor': 'true' } })]),
      ]),
    ],
  };
}

function questions(): AuthorizationRequest[] {
  const userName = 'ana';
  const principal: Principal = {
    type: 'User',
    accountId: ACCOUNT,
    arn: `arn:aws:iam::${ACCOUNT}:user/${userName}`,
    userId: 'AIDACKCEVSQ6C2EXAMPLE',
    userName,
  };
  const context = {
    ...principalContext(principal),
    'aws:RequestedRegion': 'eu-west-1',
    'aws:SourceIp': '203.0.113.7',
    'aws:CurrentTime': '2026-11-24T12:00:00Z',
    'aws:SecureTransport': 'true',
    'aws:PrincipalTag/team': 'orders',
    'aws:ResourceTag/team': 'orders',
    'aws:ViaAWSService': 'false',
  };
  const asked: readonly (readonly [string, string])[] = [
    ['s3:GetObject', 'arn:aws:s3:::home-ana/notes.txt'],
    ['s3:GetObject', 'arn:aws:s3:::logs-app/2026/11/24.gz'],
    ['s3:DeleteObject', 'arn:aws:s3:::shared/report.pdf'],
    ['s3:PutObject', 'arn:aws:s3:::other/file'],
    ['ec2:DescribeInstances', '*'],
    ['ec2:StartInstances', `arn:aws:ec2:eu-west-1:${ACCOUNT}:instance/i-0123456789abcdef0`],
    ['ec2:RunInstances', `arn:aws:ec2:eu-west-1:${ACCOUNT}:subnet/subnet-01234567`],
    ['ec2:TerminateInstances', `arn:aws:ec2:eu-west-1:${ACCOUNT}:instance/i-0123456789abcdef0`],
    ['dynamodb:Query', `arn:aws:dynamodb:eu-west-1:${ACCOUNT}:table/orders`],
    ['lambda:InvokeFunction', `arn:aws:lambda:eu-west-1:${ACCOUNT}:function:app-pay`],
    ['logs:PutLogEvents', `arn:aws:logs:eu-west-1:${ACCOUNT}:log-group:/aws/lambda/app-pay:log-stream:1`],
    ['sqs:SendMessage', `arn:aws:sqs:eu-west-1:${ACCOUNT}:app-jobs`],
    ['iam:GetUser', `arn:aws:iam::${ACCOUNT}:user/ana`],
    ['iam:DeleteRole', `arn:aws:iam::${ACCOUNT}:role/audit`],
    ['kms:Decrypt', `arn:aws:kms:eu-west-1:${ACCOUNT}:key/1234abcd`],
    ['organizations:LeaveOrganization', '*'],
  ];
  return asked.map(([action, resource]) => ({ principal, action, resource, context }));
}

/** Builds a policy of 6,144 characters, the limit of managed policies. */
function fullSizePolicy(): string {
  const statements: object[] = [];
  const print = () => JSON.stringify({ Version: '2012-10-17', Statement: statements });
  const services = ['s3', 'ec2', 'dynamodb', 'lambda', 'sqs', 'sns', 'logs', 'kms', 'rds', 'ecs'];
  for (let i = 0; print().length < 5_900; i += 1) {
    const service = services[i % services.length];
    statements.push({
      Sid: `Statement${i}`,
      Effect: i % 5 === 4 ? 'Deny' : 'Allow',
      Action: [`${service}:Get*`, `${service}:List*`, `${service}:CreateThing${i}`],
      Resource: [`arn:aws:${service}:*:${ACCOUNT}:thing/a${i}*`, `arn:aws:${service}:eu-west-1:*:other/\${aws:username}/*`],
      ...(i % 2 === 0 ? { Condition: { StringEquals: { 'aws:RequestedRegion': ['eu-west-1', 'eu-central-1'] } } } : {}),
    });
  }
  statements[0] = { ...statements[0], Sid: `Statement0${'x'.repeat(6_144 - print().length)}` };
  return print();
}
