import { AwsError, invalidInput, noSuchEntity } from '../../core/errors';
import { newCertificateId } from '../../core/ids';
import { defineOperation } from '../../core/operation';
import type { Transaction } from '../../db/client';
import { requireCertificate } from '../certificates';
import { byAge, iamPageOf } from '../paging';
import { requireRoomFor } from '../quotas';
import { findSubject, requireOwner, subjectCheck } from '../subject';
import { SigningCertificate } from './resource';
import {
  DeleteSigningCertificateInput,
  ListSigningCertificatesInput,
  UpdateSigningCertificateInput,
  UploadSigningCertificateInput,
} from './schema';

const ABOUT = { member: 'CertificateBody' };

type CertificateRow = NonNullable<Awaited<ReturnType<Transaction['signingCertificate']['findUnique']>>>;

function noSuchCertificate(id: string): AwsError {
  return noSuchEntity(`The Certificate with id ${id} cannot be found.`);
}

function toCertificate(row: CertificateRow, UserName: string | undefined) {
  const Status = row.status === 'Active' ? ('Active' as const) : ('Inactive' as const);
  return { UserName, CertificateId: row.id, CertificateBody: row.body, Status, UploadDate: row.createdAt };
}

/**
 * Returns the fingerprint of a signing certificate.
 * @throws AwsError MalformedCertificate for invalid or expired ones, InvalidCertificate for one that can't sign
 */
function requireSigningCertificate(body: string, now: Date): { fingerprint: string } {
  const { publicKey, fingerprint256 } = requireCertificate(body, now);
  if (publicKey.asymmetricKeyType !== 'rsa')
    throw new AwsError('InvalidCertificateException', 'A signing certificate must have an RSA key.', {}, ABOUT);
  return { fingerprint: fingerprint256 };
}

/** Uploads a signing certificate. As in AWS, a certificate belongs to at most one user of an account. */
export const UploadSigningCertificate = defineOperation({
  service: 'iam',
  name: 'UploadSigningCertificate',
  access: 'Write',
  input: UploadSigningCertificateInput,
  target: ({ UserName }, scope) => findSubject(scope, UserName),
  checks: (_input, scope, subject) => subjectCheck('iam:UploadSigningCertificate', scope, subject),
  run: async ({ CertificateBody }, scope, subject) => {
    const { accountId, userId, UserName } = requireOwner(scope, subject);
    const { fingerprint } = requireSigningCertificate(CertificateBody, scope.now);
    if (await scope.db.signingCertificate.count({ where: { accountId, fingerprint } }))
      throw new AwsError(
        'DuplicateCertificateException',
        'The same certificate is associated with an IAM user in the account.',
        {},
        ABOUT,
      );
    await requireRoomFor(scope.db, SigningCertificate, { accountId, userId });
    const row = await scope.db.signingCertificate.create({
      data: {
        id: newCertificateId(),
        accountId,
        userId,
        body: CertificateBody.trim(),
        fingerprint,
        status: 'Active',
        createdAt: scope.now,
      },
    });
    return { Certificate: toCertificate(row, UserName) };
  },
});

export const ListSigningCertificates = defineOperation({
  service: 'iam',
  name: 'ListSigningCertificates',
  access: 'List',
  input: ListSigningCertificatesInput,
  target: ({ UserName }, scope) => findSubject(scope, UserName),
  checks: (_input, scope, subject) => subjectCheck('iam:ListSigningCertificates', scope, subject),
  run: async (input, scope, subject) => {
    const { accountId, userId, UserName } = requireOwner(scope, subject);
    const rows = await scope.db.signingCertificate.findMany({ where: { accountId, userId } });
    const { items, ...page } = iamPageOf(`ListSigningCertificates:${accountId}:${userId ?? 'root'}`, rows, input, byAge);
    return { Certificates: items.map((row) => toCertificate(row, UserName)), ...page };
  },
});

export const UpdateSigningCertificate = defineOperation({
  service: 'iam',
  name: 'UpdateSigningCertificate',
  access: 'Write',
  input: UpdateSigningCertificateInput,
  target: ({ UserName }, scope) => findSubject(scope, UserName),
  checks: (_input, scope, subject) => subjectCheck('iam:UpdateSigningCertificate', scope, subject),
  run: async ({ CertificateId, Status }, scope, subject) => {
    const { accountId, userId } = requireOwner(scope, subject);
    if (Status === 'Expired') throw invalidInput('The status of a signing certificate is set to Active or Inactive.');
    const where = { id: CertificateId, accountId, userId };
    const { count } = await scope.db.signingCertificate.updateMany({ where, data: { status: Status } });
    if (count === 0) throw noSuchCertificate(CertificateId);
    return {};
  },
});

export const DeleteSigningCertificate = defineOperation({
  service: 'iam',
  name: 'DeleteSigningCertificate',
  access: 'Write',
  input: DeleteSigningCertificateInput,
  target: ({ UserName }, scope) => findSubject(scope, UserName),
  checks: (_input, scope, subject) => subjectCheck('iam:DeleteSigningCertificate', scope, subject),
  run: async ({ CertificateId }, scope, subject) => {
    const { accountId, userId } = requireOwner(scope, subject);
    const { count } = await scope.db.signingCertificate.deleteMany({ where: { id: CertificateId, accountId, userId } });
    if (count === 0) throw noSuchCertificate(CertificateId);
    return {};
  },
});
