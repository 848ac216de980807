import {
  CreateUserCommand,
  EntityAlreadyExistsException,
  GetUserCommand,
  ListUsersCommand,
  NoSuchEntityException,
} from '@aws-sdk/client-iam';
import {
  AWSOrganizationsNotInUseException,
  CreateOrganizationCommand,
  DescribeOrganizationCommand,
} from '@aws-sdk/client-organizations';
import { GetCallerIdentityCommand } from '@aws-sdk/client-sts';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { createTestApi, type TestApi } from '../testing/api';

let api: TestApi;
beforeAll(async () => {
  api = await createTestApi();
});
afterAll(() => api.close());

describe('the SDK clients', () => {
  it('receive the caller’s identity', async () => {
    const keys = await api.rootKeys();
    const { sts } = api.clients(keys);
    const { accountId } = keys.actor;
    expect(await sts.send(new GetCallerIdentityCommand({}))).toMatchObject({
      UserId: accountId,
      Account: accountId,
      Arn: `arn:aws:iam::${accountId}:root`,
    });
  });

  it('create, read and list a user, with dates, tags and characters that XML escapes', async () => {
    const keys = await api.rootKeys();
    const { iam } = api.clients(keys);
    const Tags = [
      { Key: 'a', Value: 'x=y/+ é' },
      { Key: 'b', Value: '' },
    ];
    const created = await iam.send(new CreateUserCommand({ UserName: 'alice', Path: '/a&b<c>/', Tags }));
    expect(created.User).toMatchObject({ UserName: 'alice', Path: '/a&b<c>/', Tags });
    expect(created.User?.CreateDate).toBeInstanceOf(Date);
    expect(created.$metadata.requestId).toMatch(/^[0-9a-f-]{36}$/);
    const read = await iam.send(new GetUserCommand({ UserName: 'ALICE' }));
    expect(read.User).toEqual(created.User);
    const list = await iam.send(new ListUsersCommand({}));
    expect(list).toMatchObject({ IsTruncated: false, Users: [{ UserName: 'alice' }] });
  });

  it('receive typed errors with AWS’s code, status and message', async () => {
    const keys = await api.rootKeys();
    const { iam, organizations } = api.clients(keys);
    const missing = await iam.send(new GetUserCommand({ UserName: 'bob' })).catch((error: unknown) => error);
    expect(missing).toBeInstanceOf(NoSuchEntityException);
    expect(missing).toMatchObject({ message: 'The user with name bob cannot be found.', $metadata: { httpStatusCode: 404 } });
    await iam.send(new CreateUserCommand({ UserName: 'bob' }));
    const twice = await iam.send(new CreateUserCommand({ UserName: 'Bob' })).catch((error: unknown) => error);
    expect(twice).toBeInstanceOf(EntityAlreadyExistsException);
    const alone = await organizations.send(new DescribeOrganizationCommand({})).catch((error: unknown) => error);
    expect(alone).toBeInstanceOf(AWSOrganizationsNotInUseException);
    expect(alone).toMatchObject({
      message: 'Your account is not a member of an organization.',
      $metadata: { httpStatusCode: 400 },
    });
  });

  it('call Organizations in JSON', async () => {
    const keys = await api.rootKeys();
    const { organizations } = api.clients(keys);
    const { Organization } = await organizations.send(new CreateOrganizationCommand({ FeatureSet: 'ALL' }));
    expect(Organization).toMatchObject({ FeatureSet: 'ALL', MasterAccountId: keys.actor.accountId });
  });
});
