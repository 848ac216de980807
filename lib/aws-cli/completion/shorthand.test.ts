import { describe, expect, test } from 'vitest';
import type { CallRequest } from '../io';
import { AwsCompletion, type CompletionIo } from './complete';

type Answers = Readonly<Record<string, (input: Readonly<Record<string, unknown>>) => Readonly<Record<string, unknown>>>>;

/** Answers a list of users with one user, whose ID says of which store. */
const usersOf: Answers[string] = ({ IdentityStoreId }) => ({
  Users: [{ UserId: `user-of-${IdentityStoreId}`, UserName: 'ana' }],
});
const groupsOf: Answers[string] = ({ IdentityStoreId }) => ({
  Groups: [{ GroupId: `group-of-${IdentityStoreId}`, DisplayName: 'devs' }],
});
const instances: Answers[string] = () => ({
  Reservations: [{ Instances: [{ InstanceId: 'i-1' }, { InstanceId: 'i-2' }] }],
});

/** Completes the last word of a line, and returns the completions and the calls. */
async function complete(words: readonly string[], answers: Answers = {}): Promise<{ found: string[]; calls: string[] }> {
  const calls: string[] = [];
  const io = {
    env: new Map([
      ['AWS_REGION', 'eu-central-1'],
      ['AWS_CONTAINER_CREDENTIALS_FULL_URI', 'http://localhost/session'],
    ]),
    files: { cwd: '/', stat: async () => null, list: async () => [] },
    now: () => new Date(),
    regions: [],
    mayCall: true,
    wordId: 'word',
    call: async ({ operation, input }: CallRequest) => {
      calls.push(operation);
      const output = answers[operation]?.(input);
      return output && { ok: true, output, status: 200, requestId: '' };
    },
  } as unknown as CompletionIo;
  const candidates = await new AwsCompletion(Date.now).complete(
    { before: words.slice(0, -1), word: words.at(-1) ?? '', after: [] },
    io,
  );
  return { found: candidates.map(({ value }) => value), calls };
}

const at = async (line: string) => (await complete(line.split(' '))).found;

describe('shorthand', () => {
  test.each([
    ['iam tag-user --user-name a --tags ', ['Key=', 'Value=', 'file://']],
    ['iam tag-user --user-name a --tags V', ['Value=']],
    ['iam tag-user --user-name a --tags Key=', []],
    ['iam tag-user --user-name a --tags Key=a,', ['Key=a,Value=']],
    ['iam tag-user --user-name a --tags Key=a,Value=b ', ['Key=', 'Value=', 'file://']],
    ['iam tag-user --user-name a --tags=K', ['--tags=Key=']],
    ['iam tag-user --user-name a --tags [{"K', []],
    ['iam tag-user --user-name a --tags Key="a', []],
    ['ec2 run-instances --tag-specifications R', ['ResourceType=']],
    ['ec2 run-instances --tag-specifications ResourceType=instance,T', ['ResourceType=instance,Tags=']],
    ['ec2 run-instances --tag-specifications ResourceType=instance,Tags=', ['ResourceType=instance,Tags=[{']],
    [
      'ec2 run-instances --tag-specifications ResourceType=instance,Tags=[{Key=Name,Value=web},{',
      ['Key', 'Value'].map((key) => `ResourceType=instance,Tags=[{Key=Name,Value=web},{${key}=`),
    ],
    ['ec2 describe-instances --filters ', ['Name=', 'Values=', 'file://']],
    ['ec2 describe-instances --filters Name=instance-s', ['Name=instance-state-name']],
    ['ec2 describe-instances --filters Name=tag', ['Name=tag:', 'Name=tag-key']],
    ['ec2 describe-instances --filters Name=instance-state-name,Values=ru', ['Name=instance-state-name,Values=running']],
    [
      'ec2 describe-instances --filters Name=instance-state-name,Values=running,st',
      ['stopping', 'stopped'].map((state) => `Name=instance-state-name,Values=running,${state}`),
    ],
    ['ec2 describe-instances --filters Name=vpc-id,Values=', []],
    ['secretsmanager list-secrets --filters Key=tag', ['Key=tag-key', 'Key=tag-value']],
    ['identitystore list-users --identity-store-id d-1 --filters AttributePath=', ['AttributePath=UserName']],
    [
      'dynamodb put-item --table-name t --item id={',
      ['S', 'N', 'B', 'SS', 'NS', 'BS', 'M', 'L', 'NULL', 'BOOL'].map((key) => `id={${key}=`),
    ],
    ['dynamodb put-item --table-name t --item id={BOOL=t', ['id={BOOL=true']],
  ])('%s', async (line, expected) => {
    expect(await at(line)).toEqual(expected);
  });

  test('has the values that exist, and asks for them as for other options', async () => {
    const answers = { DescribeInstances: instances, ListUsers: usersOf };
    const filters = ['ec2', 'describe-instances', '--filters', 'Name=instance-id,Values=i-1,'];
    expect((await complete(filters, answers)).found).toEqual(
      expect.arrayContaining(['Name=instance-id,Values=i-1,i-1', 'Name=instance-id,Values=i-1,i-2']),
    );
    const member = ['identitystore', 'create-group-membership', '--identity-store-id', 'd-1', '--member-id', 'UserId='];
    expect(await complete(member, answers)).toEqual({ found: ['UserId=user-of-d-1'], calls: ['ListUsers'] });
  });
});

describe('identities of IAM Identity Center', () => {
  const ARNS = ['arn:aws:sso:::instance/ssoins-1', 'arn:aws:sso:::instance/ssoins-2'];
  const stores: Answers[string] = () => ({
    Instances: ARNS.map((InstanceArn, i) => ({ InstanceArn, IdentityStoreId: `d-${i + 1}` })),
  });
  const answers = { ListInstances: stores, ListUsers: usersOf, ListGroups: groupsOf };
  const assignment = (...options: readonly string[]) =>
    complete(['sso-admin', 'create-account-assignment', ...options, '--principal-id', ''], answers);

  test('are those of the instance and of the type on the line', async () => {
    expect((await assignment('--instance-arn', ARNS[1] ?? '')).found).toEqual(['user-of-d-2', 'group-of-d-2']);
    expect((await assignment('--instance-arn', ARNS[0] ?? '', '--principal-type', 'GROUP')).found).toEqual(['group-of-d-1']);
    expect((await assignment('--principal-type', 'USER')).found).toEqual(['user-of-d-1']);
  });

  test('are those of the instance of an application', async () => {
    const application = 'arn:aws:sso::111122223333:application/ssoins-2/apl-1';
    const words = ['sso-admin', 'create-application-assignment', '--application-arn', application, '--principal-id', 'u'];
    expect((await complete(words, answers)).found).toEqual(['user-of-d-2']);
  });

  test('are asked for only if there is an instance', async () => {
    const words = ['sso-admin', 'create-account-assignment', '--principal-id', ''];
    expect(await complete(words)).toEqual({ found: [], calls: ['ListInstances'] });
  });
});
