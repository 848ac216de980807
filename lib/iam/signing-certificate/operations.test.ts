import { afterAll, describe, expect, it } from 'vitest';
import { createTestWorld } from '../../core/test-world';
import { newCertificate, newIdentity } from '../../core/testing/certificates';
import { recordedEvents } from '../../core/testing/recorded-events';
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
  it('can be uploaded, listed, deactivated and deleted, and each change is recorded as an event', async () => {
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
    const changes = await recordedEvents(world.database.reader, {
      accountId: root.accountId,
      readOnly: false,
      outcome: 'Success',
    });
    expect(changes.map(({ eventName }) => eventName)).toEqual([
      'CreateUser',
      'UploadSigningCertificate',
      'UpdateSigningCertificate',
      'DeleteSigningCertificate',
    ]);
    expect((await root.run(ListSigningCertificates, { UserName: 'ana' })).Certificates).toEqual([]);
  });

  it('blocks DeleteUser with the error message of AWS', async () => {
    const root = await world.account();
    await root.run(CreateUser, { UserName: 'ana' });
    await root.run(UploadSigningCertificate, { UserName: 'ana', CertificateBody: FIRST });
    expect(await root.fails(DeleteUser, { UserName: 'ana' })).toMatchObject({
      shape: 'DeleteConflictException',
      message: 'Cannot delete entity, must delete certificates first.',
    });
  });

  it('cannot be uploaded twice in an account, but can be uploaded in another account', async () => {
    for (const root of [await world.account(), await world.account()]) {
      await root.run(UploadSigningCertificate, { CertificateBody: FIRST });
      await root.run(CreateUser, { UserName: 'ana' });
      const { shape } = await root.fails(UploadSigningCertificate, { UserName: 'ana', CertificateBody: FIRST });
      expect(shape).toBe('DuplicateCertificateException');
    }
  });

  it.each(['', 'x', `${FIRST}${SECOND}`, FIRST.replace('MII', 'AAA'), `-----BEGIN CERTIFICATE-----\n-----END CERTIFICATE-----`])(
    'is refused if it is malformed: case %#',
    async (CertificateBody) => {
      const root = await world.account();
      const { shape } = await root.fails(UploadSigningCertificate, { CertificateBody });
      expect(shape).toBe(CertificateBody === '' ? 'ValidationError' : 'MalformedCertificateException');
    },
  );

  it('is in the credential report, and that of the root user is in the account summary', async () => {
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
  it('returns an empty list for users, the caller and the root user without certificates', async () => {
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

  it('fails for a missing user and an invalid Marker', async () => {
    const root = await world.account();
    expect(await root.fails(ListSigningCertificates, { UserName: 'ana' })).toMatchObject({
      shape: 'NoSuchEntityException',
      message: 'The user with name ana cannot be found.',
    });
    await root.run(CreateUser, { UserName: 'ana' });
    expect((await root.fails(ListSigningCertificates, { UserName: 'ana', Marker: 'made-up' })).message).toBe('Invalid Marker.');
  });

  it('denies access without an Allow or with a Deny in an SCP', async () => {
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
