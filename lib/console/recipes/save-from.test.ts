import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { type Actor, createTestWorld } from '../../core/test-world';
import { CreateGroup } from '../../iam/group/operations';
import { CreatePolicy } from '../../iam/policy/operations';
import { CreateRole } from '../../iam/role/operations';
import { CreateUser } from '../../iam/user/operations';
import { CreateOrganization } from '../../organizations/organization/operations';
import { CreatePolicy as CreateOrganizationPolicy } from '../../organizations/policy/operations';
import { userWith } from '../../sts/test-actors';
import { runAs } from '../testing/run-as';
import { saveDelegationPolicy, saveOrganizationPolicy } from './organization-policy';
import { editInlinePolicy } from './permissions';
import { editPolicy } from './policy';
import type { Recipe, RunCall } from './recipe';
import { createResource, editResourcePolicy } from './resources';
import { editTrustPolicy } from './role';
import type { SavedFrom } from './save-from';

const world = await createTestWorld();
afterAll(() => world.close());

let root: Actor;
let run: RunCall;
/** The ARNs of resources that can have a policy, by kind. */
const arns = new Map<string, string>();
let managed = '';
let scp = '';

const trust = (Service: string) => policyOf({ Effect: 'Allow', Principal: { Service }, Action: 'sts:AssumeRole' });
const policyOf = (Statement: object) => JSON.stringify({ Version: '2012-10-17', Statement: [Statement] });
const RESOURCE_KINDS = ['buckets', 'keys', 'queues', 'topics', 'secrets', 'functions', 'tables'] as const;

beforeAll(async () => {
  root = await world.account();
  run = runAs(world, root);
  await root.run(CreateUser, { UserName: 'ana' });
  await root.run(CreateGroup, { GroupName: 'Developers' });
  await root.run(CreateRole, { RoleName: 'Worker', AssumeRolePolicyDocument: trust('lambda.amazonaws.com') });
  const { Policy } = await root.run(CreatePolicy, { PolicyName: 'own', PolicyDocument: allow('s3:GetObject') });
  managed = Policy.Arn ?? '';
  await root.run(CreateOrganization, { FeatureSet: 'ALL' });
  const made = await root.run(CreateOrganizationPolicy, {
    Name: 'guard',
    Description: '',
    Type: 'SERVICE_CONTROL_POLICY',
    Content: allow('s3:*'),
  });
  scp = made.Policy.PolicySummary?.Id ?? '';
  for (const kind of RESOURCE_KINDS) {
    const more = { role: `arn:aws:iam::${root.accountId}:role/Worker`, value: 'x', partition: 'id' };
    const name = kind === 'buckets' ? `shelf-${root.accountId}` : 'shelf';
    const asked = { region: 'us-east-1', name, tags: [], policy: '', more };
    const answer = await createResource(run, { kind, asked });
    if (!answer.ok) throw new Error(`${kind}: ${answer.error.message}`);
    arns.set(kind, answer.data);
  }
});

const allow = (Action: string) => policyOf({ Effect: 'Allow', Action, Resource: '*' });

type Editor = {
  name: string;
  /** Three documents that the service accepts. */
  documents: () => readonly [string, string, string];
  save: (from: string | null | undefined, document: string) => ReturnType<Recipe<never, unknown>>;
};

function editor<Input>(
  name: string,
  recipe: Recipe<SavedFrom<Input>, unknown>,
  input: (document: string) => Input,
  documents: Editor['documents'] = () => [allow('s3:GetObject'), allow('s3:PutObject'), allow('s3:DeleteObject')],
): Editor {
  return {
    name,
    documents,
    save: (from, document) => recipe(run, { ...(from !== undefined && { from }), input: input(document) }),
  };
}

/** The service of each kind, for policies that the resource accepts and that keep the root user's access. */
const ACTIONS: Readonly<Record<(typeof RESOURCE_KINDS)[number], string>> = {
  buckets: 's3',
  keys: 'kms',
  queues: 'sqs',
  topics: 'sns',
  secrets: 'secretsmanager',
  functions: 'lambda',
  tables: 'dynamodb',
};
const SIDS = ['first', 'second', 'third'] as const;
const documentsOf = (kind: (typeof RESOURCE_KINDS)[number]) => () => {
  const arn = arns.get(kind) ?? '';
  const Principal = { AWS: `arn:aws:iam::${root.accountId}:root` };
  const Action = {
    functions: 'lambda:InvokeFunction',
    topics: 'sns:Publish',
    buckets: 's3:ListBucket',
    tables: 'dynamodb:GetItem',
    secrets: 'secretsmanager:GetSecretValue',
    queues: 'sqs:SendMessage',
    keys: `${ACTIONS[kind]}:*`,
  }[kind];
  const Resource = kind === 'keys' || kind === 'secrets' ? '*' : arn;
  const [one, two, three] = SIDS.map((Sid) => policyOf({ Sid, Effect: 'Allow', Principal, Action, Resource }));
  return [one ?? '', two ?? '', three ?? ''] as const;
};

const EDITORS: readonly Editor[] = [
  editor('a managed policy', editPolicy, (document) => ({ arn: managed, document, setAsDefault: true, deleteFirst: null })),
  ...(['users', 'groups', 'roles'] as const).map((kind) => {
    const name = { users: 'ana', groups: 'Developers', roles: 'Worker' }[kind];
    return editor(`an inline policy of ${kind}`, editInlinePolicy, (document) => ({
      entity: { kind, name },
      name: 'own',
      document,
    }));
  }),
  editor(
    'a trust policy',
    editTrustPolicy,
    (PolicyDocument) => ({ RoleName: 'Worker', PolicyDocument }),
    () => [trust('lambda.amazonaws.com'), trust('ec2.amazonaws.com'), trust('ecs.amazonaws.com')],
  ),
  editor('an SCP', saveOrganizationPolicy, (Content) => ({ PolicyId: scp, Content })),
  editor(
    'the delegation policy',
    saveDelegationPolicy,
    (Content) => ({ Content }),
    () => {
      const Principal = { AWS: `arn:aws:iam::${root.accountId}:root` };
      const [one, two, three] = SIDS.map((Sid) =>
        policyOf({ Sid, Effect: 'Allow', Principal, Action: 'organizations:ListAccounts', Resource: '*' }),
      );
      return [one ?? '', two ?? '', three ?? ''];
    },
  ),
  ...RESOURCE_KINDS.map((kind) =>
    editor(`a policy of ${kind}`, editResourcePolicy, (document) => ({ arn: arns.get(kind) ?? '', document }), documentsOf(kind)),
  ),
];

it('saves an inline policy for a user who may write but not read policies', async () => {
  const writer = await userWith(world, root, 'writer', { Effect: 'Allow', Action: 'iam:PutUserPolicy', Resource: '*' });
  const input = { entity: { kind: 'users' as const, name: 'writer' }, name: 'new', document: allow('s3:GetObject') };
  expect(await editInlinePolicy(runAs(world, writer), { from: null, input })).toMatchObject({ ok: true });
});

describe.each(EDITORS)('two editors of $name', ({ documents, save }) => {
  it('cannot overwrite each other: the second save is refused with the stored document', async () => {
    const [first, second, third] = documents();
    expect(await save(undefined, first)).toMatchObject({ ok: true });
    // The format of the document does not matter.
    expect(await save(JSON.stringify(JSON.parse(first), null, 4), second)).toMatchObject({ ok: true });
    const refused = await save(first, third);
    expect(refused).toMatchObject({ ok: false, error: { code: 'PolicyChanged' } });
    const stored = refused.ok ? null : (refused.error.storedPolicy?.document ?? null);
    expect(JSON.parse(stored ?? '')).toEqual(JSON.parse(second));
    expect(await save(null, third)).toMatchObject({
      ok: false,
      error: { code: 'PolicyChanged', storedPolicy: { document: stored } },
    });
    expect(await save(stored, third)).toMatchObject({ ok: true });
  });
});
