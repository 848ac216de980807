import { afterAll, describe, expect, it } from 'vitest';
import { createTestWorld } from '../../core/test-world';
import { newCertificate, newIdentity, privateKeyPem } from '../../core/testing/certificates';
import { GetAccountSummary } from '../account/operations';
import { lastEvent, limitByScp, policyDocument, userWith } from '../test-accounts';
import {
  DeleteServerCertificate,
  GetServerCertificate,
  ListServerCertificates,
  ListServerCertificateTags,
  TagServerCertificate,
  UpdateServerCertificate,
  UploadServerCertificate,
} from './operations';

const world = await createTestWorld();
afterAll(() => world.close());

const [AUTHORITY, MIDDLE, SITE] = [newIdentity('authority'), newIdentity('middle'), newIdentity('site.example')];
const CertificateBody = newCertificate(SITE, MIDDLE, { to: '20300115' });
const [TOP, BETWEEN] = [newCertificate(AUTHORITY), newCertificate(MIDDLE, AUTHORITY)];
const PrivateKey = privateKeyPem(SITE);
const WEB = { ServerCertificateName: 'web', CertificateBody, PrivateKey };

describe('a server certificate', () => {
  it('can be uploaded with its chain, read without its private key, renamed, listed and deleted', async () => {
    const root = await world.account();
    const CertificateChain = `${BETWEEN}\n${TOP}`;
    const Tags = [{ Key: 'team', Value: 'web' }];
    const uploaded = await root.run(UploadServerCertificate, { ...WEB, Path: '/sites/', CertificateChain, Tags });
    expect(uploaded.ServerCertificateMetadata).toMatchObject({
      Arn: `arn:aws:iam::${root.accountId}:server-certificate/sites/web`,
      ServerCertificateId: expect.stringMatching(/^ASCA[A-Z2-7]{17}$/),
      Expiration: new Date('2030-01-15T00:00:00Z'),
    });
    const { ServerCertificate } = await root.run(GetServerCertificate, { ServerCertificateName: 'WEB' });
    expect(ServerCertificate).toMatchObject({ CertificateBody, CertificateChain, Tags });
    expect(JSON.stringify(ServerCertificate)).not.toContain('PRIVATE KEY');
    await root.run(UpdateServerCertificate, {
      ServerCertificateName: 'web',
      NewPath: '/old/',
      NewServerCertificateName: 'Web-1',
    });
    const { ServerCertificateMetadataList } = await root.run(ListServerCertificates, { PathPrefix: '/old/' });
    expect(ServerCertificateMetadataList).toMatchObject([{ ServerCertificateName: 'Web-1', Path: '/old/' }]);
    expect((await root.run(ListServerCertificates, { PathPrefix: '/sites/' })).ServerCertificateMetadataList).toEqual([]);
    expect((await root.run(GetAccountSummary, {})).SummaryMap).toMatchObject({
      ServerCertificates: 1,
      ServerCertificatesQuota: 20,
    });
    await root.run(DeleteServerCertificate, { ServerCertificateName: 'Web-1' });
    expect(await world.database.reader.tag.count({ where: { accountId: root.accountId } })).toBe(0);
  });

  it('has its private key encrypted in the database and omitted from the event', async () => {
    const root = await world.account();
    await root.run(UploadServerCertificate, WEB);
    const [line = ''] = PrivateKey.split('\n').slice(1);
    const row = await world.database.reader.serverCertificate.findFirstOrThrow({ where: { accountId: root.accountId } });
    const event = await lastEvent(world, root.accountId);
    expect(event.eventName).toBe('UploadServerCertificate');
    expect(JSON.stringify([row, event])).not.toContain(line);
  });

  it.each([
    [
      'an expired certificate',
      { CertificateBody: newCertificate(SITE, SITE, { to: '20210101' }) },
      'MalformedCertificateException',
    ],
    [
      'an encrypted private key',
      { PrivateKey: PrivateKey.replaceAll('PRIVATE', 'ENCRYPTED PRIVATE') },
      'MalformedCertificateException',
    ],
    ['a chain in the wrong order', { CertificateChain: `${TOP}\n${BETWEEN}` }, 'MalformedCertificateException'],
    ['a chain with text before it', { CertificateChain: `Subject: middle\n${BETWEEN}` }, 'MalformedCertificateException'],
    [
      'a chain whose issuer has the same name but another key',
      { CertificateChain: newCertificate(newIdentity('middle')) },
      'MalformedCertificateException',
    ],
    ['the private key of another certificate', { PrivateKey: privateKeyPem(AUTHORITY) }, 'KeyPairMismatchException'],
  ])('is refused with %s', async (_what, given, shape) => {
    const root = await world.account();
    expect((await root.fails(UploadServerCertificate, { ...WEB, ...given })).shape).toBe(shape);
  });

  it('can be tagged, and its tags affect authorization', async () => {
    const root = await world.account();
    await root.run(UploadServerCertificate, WEB);
    const web = { ServerCertificateName: 'web' };
    const blue = await userWith(world, root, 'blue', {
      Effect: 'Allow',
      Action: ['iam:DeleteServerCertificate', 'iam:ListServerCertificateTags'],
      Resource: '*',
      Condition: { StringEquals: { 'aws:ResourceTag/team': 'blue' } },
    });
    expect((await blue.fails(DeleteServerCertificate, web)).shape).toBe('AccessDenied');
    await root.run(TagServerCertificate, { ...web, Tags: [{ Key: 'team', Value: 'blue' }] });
    expect((await blue.run(ListServerCertificateTags, web)).Tags).toEqual([{ Key: 'team', Value: 'blue' }]);
    await blue.run(DeleteServerCertificate, web);
  });

  it('can be renamed only with permission on both names', async () => {
    const root = await world.account();
    await root.run(UploadServerCertificate, WEB);
    const arn = `arn:aws:iam::${root.accountId}:server-certificate/web`;
    const ana = await userWith(world, root, 'ana', { Effect: 'Allow', Action: 'iam:UpdateServerCertificate', Resource: arn });
    const renamed = { ServerCertificateName: 'web', NewServerCertificateName: 'other' };
    expect((await ana.fails(UpdateServerCertificate, renamed)).message).toContain(':server-certificate/other because');
  });
});

describe('reading server certificates', () => {
  it('returns empty lists for every path in an account without certificates', async () => {
    const root = await world.account();
    const empty = { ServerCertificateMetadataList: [], IsTruncated: false };
    expect(await root.run(ListServerCertificates, {})).toEqual(empty);
    expect(await root.run(ListServerCertificates, { PathPrefix: '/web/', MaxItems: 1 })).toEqual(empty);
    expect((await root.fails(ListServerCertificates, { Marker: 'made-up' })).message).toBe('Invalid Marker.');
  });

  it('fails for a certificate that does not exist', async () => {
    const root = await world.account();
    expect(await root.fails(GetServerCertificate, { ServerCertificateName: 'web' })).toMatchObject({
      shape: 'NoSuchEntityException',
      message: 'The Server Certificate with name web cannot be found.',
    });
    expect(await lastEvent(world, root.accountId)).toMatchObject({ eventName: 'GetServerCertificate', outcome: 'Failed' });
  });

  it('denies access without an Allow or with a Deny in an SCP', async () => {
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
    expect((await reader.fails(ListServerCertificates, {})).message).toContain(
      `iam:ListServerCertificates on resource: arn:aws:iam::${root.accountId}:server-certificate/ because`,
    );
    await limitByScp(world, root.accountId, policyDocument({ Effect: 'Deny', Action: 'iam:*ServerCertificate*', Resource: '*' }));
    const { message } = await root.fails(ListServerCertificates, {});
    expect(message).toContain('with an explicit deny in a service control policy');
  });
});
