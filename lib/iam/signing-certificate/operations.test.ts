import { afterAll, describe, expect, it } from 'vitest';
import { createTestWorld } from '../../core/test-world';
import { newCertificate, newIdentity } from '../../core/testing/certificates';
import { parseCsv } from '../../core/text/csv';
import { GetAccountSummary } from '../account/operations';
import { writeReport } from '../credential-report/report';
import { lastEvent, limitByScp, policyDocument, userWith } from '../test-accounts';
import { CreateUser, DeleteUser } from '../user/operations';
import {
  DeleteSigningCertificate,
  ListSigningCertificates,
  UpdateSigningCertificate,
  UploadSigningCertificate,
} from './operations';

const world = await createTestWorld();
afterAll(() => world.close());

const [FIRST, SECOND] = [newCertificate(newIdentity('first')), newCertificate(newIdentity('second'))];

describe('a signing certificate', () => {
  it('is uploaded, listed, switched off and deleted, and each is recorded', async () => {
    const root = await world.account();
    await root.run(CreateUser, { UserName: 'Ana' });
    const { Certificate } = await root.run(UploadSigningCertificate, { UserName: 'ana', CertificateBody: `${FIRST}\n` });
    const { CertificateId } = Certificate;
    expect(Certificate).toMatchObject({ UserName: 'Ana', CertificateBody: FIRST, Status: 'Active' });
    await root.run(UpdateSigningCertificate, { UserName: 'ana', CertificateId, Status: 'Inactive' });
    expect((await root.run(ListSigningCertificates, { UserName: 'ana' })).Certificates).toMatchObject([
      { CertificateId, Status: 'Inactive' },
    ]);
    await root.run(DeleteSigningCertificate, { UserName: 'ana', CertificateId });
    expect(await lastEvent(world, root.accountId)).toMatchObject({ eventName: 'DeleteSigningCertificate', outcome: 'Success' });
    expect((await root.run(ListSigningCertificates, { UserName: 'ana' })).Certificates).toEqual([]);
  });

  it('keeps its user from being deleted, by AWS’s sentence', async () => {
    const root = await world.account();
    await root.run(CreateUser, { UserName: 'ana' });
    await root.run(UploadSigningCertificate, { UserName: 'ana', CertificateBody: FIRST });
    expect(await root.fails(DeleteUser, { UserName: 'ana' })).toMatchObject({
      shape: 'DeleteConflictException',
      message: 'Cannot delete entity, must delete certificates first.',
    });
  });

  it('is one of an account once, and of another account besides', async () => {
    for (const root of [await world.account(), await world.account()]) {
      await root.run(UploadSigningCertificate, { CertificateBody: FIRST });
      await root.run(CreateUser, { UserName: 'ana' });
      const { shape } = await root.fails(UploadSigningCertificate, { UserName: 'ana', CertificateBody: FIRST });
      expect(shape).toBe('DuplicateCertificateException');
    }
  });

  it.each(['', 'x', `${FIRST}${SECOND}`, FIRST.replace('MII', 'AAA'), `-----BEGIN CERTIFICATE-----\n-----END CERTIFICATE-----`])(
    'is none: %#',
    async (CertificateBody) => {
      const root = await world.account();
      const { shape } = await root.fails(UploadSigningCertificate, { CertificateBody });
      expect(shape).toBe(CertificateBody === '' ? 'ValidationError' : 'MalformedCertificateException');
    },
  );

  it('is in the credential report and, of the root user, in the account’s summary', async () => {
    const root = await world.account();
    const present = async () => (await root.run(GetAccountSummary, {})).SummaryMap.AccountSigningCertificatesPresent;
    expect(await present()).toBe(0);
    await root.run(CreateUser, { UserName: 'ana' });
    const { Certificate } = await root.run(UploadSigningCertificate, { UserName: 'ana', CertificateBody: FIRST });
    await root.run(UpdateSigningCertificate, { UserName: 'ana', CertificateId: Certificate.CertificateId, Status: 'Inactive' });
    expect(await present()).toBe(0);
    await root.run(UploadSigningCertificate, { CertificateBody: SECOND });
    expect(await present()).toBe(1);
    const scope = { db: world.database.reader, accountId: root.accountId, partition: 'aws' as const };
    const uploaded = '2026-03-01T12:00:00+00:00';
    expect(parseCsv(await writeReport(scope))).toMatchObject([
      { cert_1_active: 'true', cert_1_last_rotated: uploaded, cert_2_active: 'false', cert_2_last_rotated: 'N/A' },
      { user: 'ana', cert_1_active: 'false', cert_1_last_rotated: uploaded, cert_2_active: 'false' },
    ]);
  });
});

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
