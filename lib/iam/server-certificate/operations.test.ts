import { afterAll, describe, expect, it } from 'vitest';
import { createTestWorld } from '../../core/test-world';
import { lastEvent, limitByScp, policyDocument, userWith } from '../test-accounts';
import { GetServerCertificate, ListServerCertificates } from './operations';

const world = await createTestWorld();
afterAll(() => world.close());

describe('server certificates', () => {
  it('are listed as none, under every path', async () => {
    const root = await world.account();
    const empty = { ServerCertificateMetadataList: [], IsTruncated: false };
    expect(await root.run(ListServerCertificates, {})).toEqual(empty);
    expect(await root.run(ListServerCertificates, { PathPrefix: '/web/', MaxItems: 1 })).toEqual(empty);
    expect((await root.fails(ListServerCertificates, { Marker: 'made-up' })).message).toBe('Invalid Marker.');
  });

  it('are not found by any name', async () => {
    const root = await world.account();
    expect(await root.fails(GetServerCertificate, { ServerCertificateName: 'web' })).toMatchObject({
      shape: 'NoSuchEntityException',
      message: 'The Server Certificate with name web cannot be found.',
    });
    expect(await lastEvent(world, root.accountId)).toMatchObject({ eventName: 'GetServerCertificate', outcome: 'Failed' });
  });

  it('are denied without a permission and by an SCP', async () => {
    const root = await world.account();
    const reader = await userWith(world, root, 'reader', {
      Effect: 'Allow',
      Action: 'iam:GetServerCertificate',
      Resource: `arn:aws:iam::${root.accountId}:server-certificate/web`,
    });
    const found = await reader.fails(GetServerCertificate, { ServerCertificateName: 'web' });
    expect(found.shape).toBe('NoSuchEntityException');
    const other = await reader.fails(GetServerCertificate, { ServerCertificateName: 'mail' });
    expect(other.message).toContain(`on resource: arn:aws:iam::${root.accountId}:server-certificate/mail because`);
    expect((await reader.fails(ListServerCertificates, {})).message).toContain('iam:ListServerCertificates because');
    await limitByScp(world, root.accountId, policyDocument({ Effect: 'Deny', Action: 'iam:*ServerCertificate*', Resource: '*' }));
    const { message } = await root.fails(ListServerCertificates, {});
    expect(message).toContain('with an explicit deny in a service control policy');
  });
});
