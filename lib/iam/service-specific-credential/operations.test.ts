import { afterAll, describe, expect, it } from 'vitest';
import { createTestWorld } from '../../core/test-world';
import { lastEvent, limitByScp, policyDocument, userWith } from '../test-accounts';
import { CreateUser } from '../user/operations';
import { ListServiceSpecificCredentials } from './operations';

const world = await createTestWorld();
afterAll(() => world.close());

describe('ListServiceSpecificCredentials', () => {
  it('answers that nobody has one: of a user, of the caller and of the root user', async () => {
    const root = await world.account();
    const ana = await userWith(world, root, 'ana', {
      Effect: 'Allow',
      Action: 'iam:ListServiceSpecificCredentials',
      Resource: `arn:aws:iam::${root.accountId}:user/\${aws:username}`,
    });
    const empty = { ServiceSpecificCredentials: [], IsTruncated: false };
    expect(await root.run(ListServiceSpecificCredentials, { UserName: 'ANA' })).toEqual(empty);
    expect(await ana.run(ListServiceSpecificCredentials, {})).toEqual(empty);
    expect(await root.run(ListServiceSpecificCredentials, {})).toEqual(empty);
    expect(await lastEvent(world, root.accountId)).toMatchObject({
      eventName: 'ListServiceSpecificCredentials',
      outcome: 'Success',
    });
  });

  it('needs a user who is there, and a Marker of its own', async () => {
    const root = await world.account();
    expect(await root.fails(ListServiceSpecificCredentials, { UserName: 'ana' })).toMatchObject({
      shape: 'NoSuchEntityException',
      message: 'The user with name ana cannot be found.',
    });
    await root.run(CreateUser, { UserName: 'ana' });
    expect((await root.fails(ListServiceSpecificCredentials, { UserName: 'ana', Marker: 'made-up' })).message).toBe(
      'Invalid Marker.',
    );
  });

  it('is denied without a permission and by an SCP', async () => {
    const root = await world.account();
    const nobody = await userWith(world, root, 'nobody');
    const arn = `arn:aws:iam::${root.accountId}:user/nobody`;
    expect((await nobody.fails(ListServiceSpecificCredentials, {})).message).toContain(
      `not authorized to perform: iam:ListServiceSpecificCredentials on resource: ${arn} because`,
    );
    expect(await lastEvent(world, root.accountId)).toMatchObject({
      eventName: 'ListServiceSpecificCredentials',
      outcome: 'Denied',
    });
    const denied = policyDocument({ Effect: 'Deny', Action: 'iam:ListServiceSpecificCredentials', Resource: '*' });
    await limitByScp(world, root.accountId, denied);
    const { message } = await root.fails(ListServiceSpecificCredentials, { UserName: 'nobody' });
    expect(message).toContain('with an explicit deny in a service control policy');
  });

  it('is asked for one service, and for all users by whoever may ask about all of them', async () => {
    const root = await world.account();
    const empty = { ServiceSpecificCredentials: [], IsTruncated: false };
    expect(await root.run(ListServiceSpecificCredentials, { ServiceName: 'codecommit.amazonaws.com' })).toEqual(empty);
    expect(await root.run(ListServiceSpecificCredentials, { AllUsers: true })).toEqual(empty);
    expect(await root.fails(ListServiceSpecificCredentials, { ServiceName: 's3.amazonaws.com' })).toMatchObject({
      shape: 'NoSuchEntityException',
      message: 'No such service s3.amazonaws.com is supported for Service Specific Credentials',
    });
    const ana = await userWith(world, root, 'ana', {
      Effect: 'Allow',
      Action: 'iam:ListServiceSpecificCredentials',
      Resource: `arn:aws:iam::${root.accountId}:user/ana`,
    });
    expect((await ana.fails(ListServiceSpecificCredentials, { AllUsers: true })).message).toContain(
      `on resource: arn:aws:iam::${root.accountId}:user/* because`,
    );
    const both = await root.fails(ListServiceSpecificCredentials, { AllUsers: true, UserName: 'ana' });
    expect(both).toMatchObject({ shape: 'ValidationError' });
  });
});
