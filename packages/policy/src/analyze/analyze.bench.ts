import { managedPolicyDocument } from '@gatehouse/catalog/managed-policies';
import type { PreparedPolicy } from '../evaluate/record';
import type { PolicySet, Principal } from '../evaluate/types';
import type { ActionIndex } from './actions/action-index';
import { checkNoNewAccess } from './check/policy-checks';
import { diffPrincipalsSteps } from './diff/diff-access';
import { escalationPaths } from './escalation/escalation-paths';
import type { AccessModel } from './model/access-model';
import { type EffectivePermissions, effectivePermissions } from './permissions/effective-permissions';
import { takeAll } from './steps';
import { SHARED, sampleAccountId, sampleOrganization } from './testing/sample-organization';
import { FULL_ACCESS, sampleIndex, sampleLevel, samplePolicy } from './testing/sample-policies';
import { whoCan } from './who-can/who-can';

type Figure = { name: string; value: number; unit: string; target?: string };

const MANAGED = [
  'ReadOnlyAccess',
  'AmazonEC2FullAccess',
  'PowerUserAccess',
  'AmazonS3FullAccess',
  'AmazonDynamoDBFullAccess',
  'AWSLambda_FullAccess',
  'CloudWatchFullAccess',
  'AmazonSQSFullAccess',
  'SecurityAudit',
] as const;

function managed(name: string): PreparedPolicy {
  const { Statement }: { Statement: unknown } = JSON.parse(managedPolicyDocument(`arn:aws:iam::aws:policy/${name}`) ?? '{}');
  return samplePolicy('identity', name, Statement);
}

function userOf(i: number): Principal {
  const accountId = sampleAccountId(i % 1000);
  const userName = `user-${i}`;
  return { type: 'User', accountId, arn: `arn:aws:iam::${accountId}:user/${userName}`, userId: `AIDA${i}`, userName };
}

/** Builds nine managed policies, one inline policy, a boundary and three levels of SCPs. */
function setOf(i: number, shared: readonly PreparedPolicy[]): PolicySet<PreparedPolicy> {
  const accountId = sampleAccountId(i % 1000);
  const own = samplePolicy('identity', `own-${i}`, [
    { Effect: 'Allow', Action: 's3:*', Resource: [`arn:aws:s3:::data-${i}`, `arn:aws:s3:::data-${i}/*`] },
    { Effect: 'Allow', Action: 's3:GetObject', Resource: 'arn:aws:s3:::home/${aws:username}/*' },
    {
      Effect: 'Allow',
      Action: ['dynamodb:*', 'lambda:Invoke*'],
      Resource: [`arn:aws:dynamodb:*:${accountId}:table/t-${i}`, `arn:aws:lambda:*:${accountId}:function:f-${i}-*`],
    },
    {
      Effect: 'Deny',
      Action: 'iam:PassRole',
      Resource: '*',
      Condition: { StringNotEquals: { 'iam:PassedToService': 'ec2.amazonaws.com' } },
    },
  ]);
  return { identity: [...shared, own], boundary: SHARED.boundary, scp: LEVELS };
}

const LEVELS = [
  sampleLevel('root', 'r', FULL_ACCESS, SHARED.regionLimit),
  sampleLevel('organizationalUnit', 'ou', FULL_ACCESS, SHARED.protectAudit),
  sampleLevel('account', 'a', FULL_ACCESS),
];

async function milliseconds(work: () => unknown): Promise<number> {
  const started = performance.now();
  work();
  const taken = performance.now() - started;
  // The pause lets the garbage collector run between measurements.
  await new Promise((resolve) => setTimeout(resolve, 0));
  return taken;
}

const residentMegabytes = () => process.memoryUsage().rss / 1024 / 1024;

async function bulkFigures(index: ActionIndex): Promise<Figure[]> {
  const shared = MANAGED.map(managed);
  effectivePermissions(userOf(0), setOf(0, shared), index);
  const fresh = setOf(1, MANAGED.map(managed));
  const one = await milliseconds(() => effectivePermissions(userOf(1), fresh, index).summarize());
  const before = residentMegabytes();
  const kept: EffectivePermissions[] = [];
  const many = await milliseconds(() => {
    for (let i = 0; i < 10_000; i += 1) kept.push(effectivePermissions(userOf(i), setOf(i, shared), index));
  });
  const memory = residentMegabytes() - before;
  return [
    {
      name: 'effectivePermissions: one principal, policies never seen, with summary',
      value: one,
      unit: 'ms',
      target: 'under 20',
    },
    {
      name: `effectivePermissions: ${kept.length} principals, a policy of its own each`,
      value: many / 1000,
      unit: 's',
      target: 'under 20',
    },
    { name: 'effectivePermissions: memory of all these answers and policies', value: memory, unit: 'MB', target: 'under 1000' },
  ];
}

/** Returns the same organization with one more SCP at the root. */
function withRegionLimit(model: AccessModel): AccessModel {
  const root = sampleLevel('root', 'r', FULL_ACCESS, SHARED.protectAudit, SHARED.regionLimit);
  return { ...model, accounts: model.accounts.map((account) => ({ ...account, scp: [root, ...(account.scp ?? []).slice(1)] })) };
}

async function organizationFigures(index: ActionIndex): Promise<Figure[]> {
  const model = sampleOrganization(1000);
  const after = withRegionLimit(model);
  const instance = `arn:aws:ec2:eu-north-1:${sampleAccountId(3)}:instance/i-1`;
  const first = await milliseconds(() => whoCan(model, 'ec2:RunInstances', instance));
  const again = await milliseconds(() => whoCan(model, 'iam:CreateUser', `arn:aws:iam::${sampleAccountId(7)}:user/x`));
  const everybody = await milliseconds(() => whoCan(model, 'sts:GetCallerIdentity', '*'));
  const diff = await milliseconds(() => takeAll(diffPrincipalsSteps(model, after, index)));
  const escalation = await milliseconds(() => escalationPaths(model, index));
  const of = '1000 accounts of 10 principals';
  return [
    { name: `whoCan: ${of}, first question`, value: first, unit: 'ms', target: 'under 500' },
    { name: `whoCan: ${of}, next question`, value: again, unit: 'ms', target: 'under 500' },
    { name: `whoCan: ${of}, everybody can`, value: everybody, unit: 'ms', target: 'under 500' },
    { name: `diffPrincipalsSteps: one SCP over ${of}`, value: diff / 1000, unit: 's', target: 'under 3' },
    { name: `escalationPaths: ${of}`, value: escalation / 1000, unit: 's' },
  ];
}

async function checkFigures(index: ActionIndex): Promise<Figure[]> {
  const [readOnly, audit] = [managed('ReadOnlyAccess').policy, managed('SecurityAudit').policy];
  const all = await milliseconds(() => checkNoNewAccess(readOnly, audit));
  const known = await milliseconds(() => checkNoNewAccess(readOnly, audit, { index }));
  return [
    { name: 'checkNoNewAccess: ReadOnlyAccess against SecurityAudit, any text an action', value: all, unit: 'ms' },
    { name: 'checkNoNewAccess: the same, actions of the catalog', value: known, unit: 'ms' },
  ];
}

/** Measures answers about many principals on the whole catalog. */
export async function run(): Promise<Figure[]> {
  const started = performance.now();
  const index = sampleIndex();
  const made = performance.now() - started;
  return [
    { name: 'action index: catalog decoded and numbered, once in a process', value: made, unit: 'ms' },
    ...(await organizationFigures(index)),
    ...(await checkFigures(index)),
    ...(await bulkFigures(index)),
  ];
}
