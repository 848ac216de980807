import { afterAll, describe, expect, it } from 'vitest';
import { createTestWorld } from '../../core/test-world';
import { lastEvent, limitByScp, policyDocument, userWith } from '../test-accounts';
import { CreateUser } from '../user/operations';
import { ListSigningCertificates } from './operations';

const world = await createTestWorld();
afterAll(() => world.close());

describe('ListSigningCertificates', () => {
  it('answers that nobody has one: of a user, of the caller and of the root user', async () => {
    const root = await world.account();
    const ana = await userWith(world, root, 'ana', {
      Effect: 'Allow',
      Action: 'iam:ListSigningCertificates',
      Resource: `arn:aws:iam::${root.accountId}:user/\${aws:username}`,
    });
    const empty = { Certificates: [], IsTruncated: false };
    expect(await root.run(ListSigningCertificates, { UserName: 'ANA' })).toEqual(empty);
    expect(await ana.run(ListSigningCertificates, {})).toEqual(empty);
    expect(await root.run(ListSigningCertificates, {})).toEqual(empty);
    expect(await lastEvent(world, root.accountId)).toMatchObject({ eventName: 'ListSigningCertificates', outcome: 'Success' });
  });

  it('needs a user who is there, and a Marker of its own', async () => {
    const root = await world.account();
    expect(await root.fails(ListSigningCertificates, { UserName: 'ana' })).toMatchObject({
      shape: 'NoSuchEntityException',
      message: 'The user with name ana cannot be found.',
    });
    await root.run(CreateUser, { UserName: 'ana' });
    expect((await root.fails(ListSigningCertificates, { UserName: 'ana', Marker: 'made-up' })).message).toBe('Invalid Marker.');
  });

  it('is denied without a permission and by an SCP', async () => {
    const root = await world.account();
    const nobody = await userWith(world, root, 'nobody');
    const arn = `arn:aws:iam::${root.accountId}:user/nobody`;
    expect((await nobody.fails(ListSigningCertificates, {})).message).toContain(
      `not authorized to perform: iam:ListSigningCertificates on resource: ${arn} because`,
    );
    expect(await lastEvent(world, root.accountId)).toMatchObject({ eventName: 'ListSigningCertificates', outcome: 'Denied' });
    const denied = policyDocument({ Effect: 'Deny', Action: 'iam:ListSigningCertificates', Resource: '*' });
    await limitByScp(world, root.accountId, denied);
    const { message } = await root.fails(ListSigningCertificates, { UserName: 'nobody' });
    expect(message).toContain('with an explicit deny in a service control policy');
  });
});
