import { afterAll, describe, expect, it } from 'vitest';
import { type Actor, createTestWorld, TEST_NOW } from '../../core/test-world';
import { CreateUser, DeleteUser } from '../../iam/user/operations';
import { allow, userWith } from '../../sts/test-actors';
import { resourcePolicy } from '../test-tables';
import { ListSecrets } from './list-operations';
import {
  CreateSecret,
  DeleteResourcePolicy,
  DeleteSecret,
  DescribeSecret,
  GetResourcePolicy,
  PutResourcePolicy,
  RestoreSecret,
  TagResource,
} from './operations';
import { GetSecretValue, PutSecretValue } from './value-operations';

const world = await createTestWorld();
afterAll(() => world.close());

const DAY = 86_400_000;
const on = (day: number) => ({ now: new Date(TEST_NOW.getTime() + day * DAY) });

async function newSecret(owner: Actor, Name: string, input: object = {}): Promise<string> {
  return (await owner.run(CreateSecret, { Name, SecretString: 'one', ...input })).ARN;
}

const outcome = (call: Promise<unknown>): Promise<string> =>
  call.then(
    () => 'Success',
    ({ shape }) => shape,
  );
const reads = (actor: Actor, SecretId: string, more: object = {}) => outcome(actor.run(GetSecretValue, { SecretId, ...more }));
const valueIn = async (actor: Actor, SecretId: string, more: object = {}) =>
  (await actor.run(GetSecretValue, { SecretId, ...more })) as { SecretString?: string; VersionStages: string[] };
const statement = (Principal: unknown, Action: string | string[], more: object = {}) => ({
  Effect: 'Allow',
  Principal,
  Action,
  Resource: '*',
  ...more,
});
const setPolicy = (actor: Actor, SecretId: string, ...rest: Parameters<typeof statement>) =>
  actor.run(PutResourcePolicy, { SecretId, ResourcePolicy: resourcePolicy(statement(...rest)) });

describe('a secret', () => {
  it('has a current version, a previous version, and versions with custom labels', async () => {
    const owner = await world.account();
    const ARN = await newSecret(owner, 'prod/db');
    expect(ARN).toMatch(new RegExp(`^arn:aws:secretsmanager:us-east-1:${owner.accountId}:secret:prod/db-[A-Za-z0-9]{6}$`));
    const { VersionId: second } = await owner.run(PutSecretValue, { SecretId: ARN, SecretString: 'two' });
    expect([await valueIn(owner, ARN), await valueIn(owner, 'prod/db', { VersionStage: 'AWSPREVIOUS' })]).toMatchObject([
      { SecretString: 'two', VersionStages: ['AWSCURRENT'] },
      { SecretString: 'one', VersionStages: ['AWSPREVIOUS'] },
    ]);
    await owner.run(PutSecretValue, { SecretId: ARN, SecretString: 'three', VersionStages: ['next'] });
    expect((await valueIn(owner, ARN)).SecretString).toBe('two');
    await owner.run(PutSecretValue, { SecretId: ARN, SecretString: 'four' });
    expect((await valueIn(owner, ARN, { VersionStage: 'next' })).SecretString).toBe('three');
    expect((await valueIn(owner, ARN, { VersionStage: 'AWSPREVIOUS' })).SecretString).toBe('two');
    expect((await valueIn(owner, ARN, { VersionId: second })).VersionStages).toEqual(['AWSPREVIOUS']);
    // A version without a label is not listed. It can be read by its id until it is deleted to make room.
    const { VersionIdsToStages } = await owner.run(DescribeSecret, { SecretId: ARN });
    expect(
      Object.values(VersionIdsToStages ?? {})
        .flat()
        .sort(),
    ).toEqual(['AWSCURRENT', 'AWSPREVIOUS', 'next']);
    for (let index = 0; index < 30; index++) await owner.run(PutSecretValue, { SecretId: ARN, SecretString: `more ${index}` });
    expect(await world.database.reader.secretVersion.count({ where: { accountId: owner.accountId } })).toBe(20);
    expect((await valueIn(owner, ARN, { VersionStage: 'next' })).SecretString).toBe('three');
  });

  it('returns the same result for a repeated call with the same token', async () => {
    const owner = await world.account();
    const call = { Name: 'twice', SecretString: 'one', ClientRequestToken: '00000000-0000-4000-8000-000000000001' };
    const first = await owner.run(CreateSecret, call);
    expect(await owner.run(CreateSecret, call)).toEqual(first);
    const put = { SecretId: 'twice', SecretString: 'two', ClientRequestToken: '00000000-0000-4000-8000-000000000002' };
    await owner.run(PutSecretValue, put);
    await owner.run(PutSecretValue, put);
    expect(await world.database.reader.secretVersion.count({ where: { accountId: owner.accountId } })).toBe(2);
  });

  it('encrypts its values, records none in events, and changes no revision', async () => {
    const owner = await world.account();
    const { reader } = world.database;
    const ARN = await newSecret(owner, 'quiet', { SecretString: 'HushedOne' });
    const revision = async () => (await reader.account.findUniqueOrThrow({ where: { id: owner.accountId } })).revision;
    const before = await revision();
    const SecretBinary = new Uint8Array(Buffer.from('HushedTwo'));
    await owner.run(PutSecretValue, { SecretId: ARN, SecretBinary });
    expect(await owner.run(GetSecretValue, { SecretId: ARN })).toMatchObject({ SecretBinary });
    expect(await revision()).toBe(before);
    const events = await reader.event.findMany({ where: { accountId: owner.accountId } });
    const rows = await reader.secretVersion.findMany({ where: { accountId: owner.accountId } });
    const read = events.find(({ eventName }) => eventName === 'GetSecretValue');
    expect(read).toMatchObject({ readOnly: true, eventSource: 'secretsmanager.amazonaws.com', outcome: 'Success' });
    expect(JSON.stringify([events, rows])).not.toMatch(/Hushed|SHVzaGVk/);
  });

  it('is deleted after a recovery window, and can be restored within it', async () => {
    const owner = await world.account();
    const ARN = await newSecret(owner, 'old');
    await owner.run(DeleteSecret, { SecretId: ARN, RecoveryWindowInDays: 7 });
    expect(await reads(owner, ARN)).toBe('InvalidRequestException');
    expect((await owner.run(ListSecrets, {})).SecretList).toEqual([]);
    expect((await owner.run(ListSecrets, { IncludePlannedDeletion: true })).SecretList).toMatchObject([
      { DeletedDate: on(7).now },
    ]);
    await owner.with(on(6)).run(RestoreSecret, { SecretId: ARN });
    expect(await reads(owner, ARN)).toBe('Success');
    await owner.run(DeleteSecret, { SecretId: ARN });
    const later = owner.with(on(30));
    expect(await reads(later, ARN)).toBe('ResourceNotFoundException');
    const fresh = await newSecret(later, 'old');
    expect(fresh).not.toBe(ARN);
    expect([await reads(later, ARN), await reads(later, fresh)]).toEqual(['ResourceNotFoundException', 'Success']);
    expect(await world.database.reader.secretVersion.count({ where: { accountId: owner.accountId } })).toBe(1);
    await later.run(DeleteSecret, { SecretId: 'old', ForceDeleteWithoutRecovery: true });
    await later.run(DeleteSecret, { SecretId: 'old', ForceDeleteWithoutRecovery: true });
    expect(await reads(later, fresh)).toBe('ResourceNotFoundException');
  });

  it('can be named by its ARN without the suffix, unless another secret has that name', async () => {
    const owner = await world.account();
    const ARN = await newSecret(owner, 'db', { SecretString: 'db' });
    const short = ARN.slice(0, -7);
    expect((await valueIn(owner, short)).SecretString).toBe('db');
    await newSecret(owner, ARN.split(':')[6] ?? '', { SecretString: 'other' });
    expect((await valueIn(owner, ARN)).SecretString).toBe('other');
  });

  it('is listed in pages, by filter and in order', async () => {
    const owner = await world.account();
    for (const [index, name] of ['prod/b', 'prod/a', 'test/a'].entries()) {
      const Tags = [{ Key: 'team', Value: name === 'prod/a' ? 'blue' : 'red' }];
      await newSecret(owner.with(on(index)), name, { Description: `The ${name}`, Tags });
    }
    const names = async (input: object) => {
      const { SecretList, NextToken } = await owner.run(ListSecrets, input);
      return [SecretList.map(({ Name }) => Name), NextToken] as const;
    };
    expect((await names({}))[0]).toEqual(['test/a', 'prod/a', 'prod/b']);
    const by = { SortBy: 'name', SortOrder: 'asc', MaxResults: 2 } as const;
    const [first, NextToken] = await names(by);
    expect([first, (await names({ ...by, NextToken }))[0]]).toEqual([['prod/a', 'prod/b'], ['test/a']]);
    const filtered = async (Key: string, ...Values: string[]) => (await names({ Filters: [{ Key, Values }] }))[0];
    expect(await filtered('name', 'prod/')).toEqual(['prod/a', 'prod/b']);
    expect(await filtered('name', '!prod/')).toEqual(['test/a']);
    expect(await filtered('description', 'the PROD')).toEqual(['prod/a', 'prod/b']);
    expect(await filtered('tag-value', 'blue')).toEqual(['prod/a']);
    expect(await filtered('all', 'tes')).toEqual(['test/a']);
  });
});

describe('access to a secret', () => {
  it('from another account needs both policies and the full ARN', async () => {
    const [owner, guest] = [await world.account(), await world.account()];
    const ARN = await newSecret(owner, 'shared');
    const able = await userWith(world, guest, 'able', allow('secretsmanager:*'));
    const unable = await userWith(world, guest, 'unable', allow('s3:*'));
    expect(await reads(able, ARN)).toBe('AccessDenied');
    await setPolicy(owner, ARN, { AWS: guest.accountId }, ['secretsmanager:GetSecretValue', 'secretsmanager:PutResourcePolicy']);
    expect([await reads(able, ARN), await reads(unable, ARN)]).toEqual(['Success', 'AccessDenied']);
    // A partial or wrong ARN must not reveal whether a secret exists.
    expect([await reads(able, ARN.slice(0, -7)), await reads(able, `${ARN.slice(0, -6)}000000`)]).toEqual([
      'AccessDenied',
      'AccessDenied',
    ]);
    const traces = await world.database.reader.decisionTrace.findMany({ where: { accountId: guest.accountId } });
    expect(traces).toHaveLength(4);
    expect(JSON.stringify(traces)).not.toContain('SecretPrimaryRegion');
    const told = await world.database.reader.event.findMany({
      where: { accountId: owner.accountId, eventName: 'GetSecretValue' },
    });
    expect(told).toMatchObject([{ outcome: 'Success', decision: null, authorizationId: null }]);
    // Another account's change takes effect on the next call.
    await setPolicy(able, ARN, { AWS: owner.accountId }, 'secretsmanager:*');
    expect(await reads(able, ARN)).toBe('AccessDenied');
  });

  it('is denied for a missing secret as for an existing one', async () => {
    const owner = await world.account();
    const user = await userWith(
      world,
      owner,
      'ana',
      allow('secretsmanager:GetSecretValue', 'arn:aws:secretsmanager:*:*:secret:prod/*'),
    );
    await newSecret(owner, 'prod/db');
    await newSecret(owner, 'test/db');
    expect([await reads(user, 'prod/db'), await reads(user, 'test/db')]).toEqual(['Success', 'AccessDenied']);
    expect([await reads(user, 'prod/none'), await reads(user, 'test/none')]).toEqual([
      'ResourceNotFoundException',
      'AccessDenied',
    ]);
  });

  it('can depend on tags, the version, the name at creation and the kind of deletion', async () => {
    const owner = await world.account();
    const [blue, red] = [
      await newSecret(owner, 'blue', { Tags: [{ Key: 'team', Value: 'blue' }] }),
      await newSecret(owner, 'red'),
    ];
    for (const key of ['aws:ResourceTag/team', 'secretsmanager:ResourceTag/team']) {
      const condition = { StringEquals: { [key]: 'blue' } };
      const user = await userWith(world, owner, key.replace(/\W/g, ''), allow('secretsmanager:GetSecretValue', '*', condition));
      expect([await reads(user, blue), await reads(user, red)]).toEqual(['Success', 'AccessDenied']);
    }
    const stage = { StringEquals: { 'secretsmanager:VersionStage': 'AWSCURRENT', 'secretsmanager:SecretId': red } };
    const current = await userWith(world, owner, 'current', allow('secretsmanager:GetSecretValue', '*', stage));
    expect([await reads(current, 'red'), await reads(current, red, { VersionStage: 'AWSPREVIOUS' })]).toEqual([
      'Success',
      'AccessDenied',
    ]);
    const maker = await userWith(
      world,
      owner,
      'maker',
      allow('secretsmanager:CreateSecret', 'arn:aws:secretsmanager:*:*:secret:dev/*-??????', {
        StringLike: { 'secretsmanager:Name': 'dev/*' },
      }),
      allow('secretsmanager:DeleteSecret', '*', { Bool: { 'secretsmanager:ForceDeleteWithoutRecovery': 'false' } }),
    );
    const make = (Name: string, more: object = {}) => outcome(maker.run(CreateSecret, { Name, ...more }));
    expect([await make('dev/x'), await make('prod/x')]).toEqual(['Success', 'AccessDenied']);
    expect(await make('dev/y', { Tags: [{ Key: 'team', Value: 'blue' }] })).toBe('AccessDenied');
    const remove = (more: object) => outcome(maker.run(DeleteSecret, { SecretId: 'dev/x', ...more }));
    expect([await remove({ ForceDeleteWithoutRecovery: true }), await remove({})]).toEqual(['AccessDenied', 'Success']);
  });
});

describe('the policy of a secret', () => {
  it('is refused if it allows public access and public policies are blocked', async () => {
    const owner = await world.account();
    const ARN = await newSecret(owner, 'closed');
    const put = (Principal: unknown, more: object = {}) =>
      outcome(
        owner.run(PutResourcePolicy, {
          SecretId: ARN,
          ResourcePolicy: resourcePolicy(statement(Principal, 'secretsmanager:GetSecretValue', more)),
          BlockPublicPolicy: true,
        }),
      );
    expect(await put('*')).toBe('PublicPolicyException');
    expect(await put('*', { Condition: { StringEquals: { 'aws:PrincipalOrgID': 'o-1234567890' } } })).toBe('Success');
    expect(await put({ AWS: '111122223333' })).toBe('Success');
    await owner.run(DeleteResourcePolicy, { SecretId: ARN });
    expect((await owner.run(GetResourcePolicy, { SecretId: ARN })).ResourcePolicy).toBeUndefined();
  });

  it('stores users by unique ID, and denies principals regardless of their own policies', async () => {
    const owner = await world.account();
    const { User } = await owner.run(CreateUser, { UserName: 'ana' });
    const admin = await userWith(world, owner, 'admin', allow('*'));
    const ARN = await newSecret(owner, 'kept');
    await setPolicy(owner, ARN, { AWS: [User.Arn, admin.arn] }, 'secretsmanager:GetSecretValue', { Effect: 'Deny' });
    expect(await reads(admin, ARN)).toBe('AccessDenied');
    await owner.run(DeleteUser, { UserName: 'ana' });
    const { ResourcePolicy } = await owner.run(GetResourcePolicy, { SecretId: ARN });
    expect(JSON.parse(ResourcePolicy ?? '').Statement[0].Principal.AWS).toEqual([User.UserId, admin.arn]);
    const deny = await admin.fails(GetSecretValue, { SecretId: 'kept' });
    expect(deny.message).toBe(
      `User: ${admin.arn} is not authorized to perform: secretsmanager:GetSecretValue on resource: ${ARN} with an explicit deny in a resource-based policy`,
    );
    await owner.run(TagResource, { SecretId: 'kept', Tags: [{ Key: 'a', Value: 'b' }] });
  });
});
