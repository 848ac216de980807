import { quotas } from '../../core/quotas';
import { newCertificate, newIdentity } from '../../core/testing/certificates';
import { type Contract, taking } from '../../core/testing/contract';
import { notFound } from '../test-tables';
import { CreateUser } from '../user/operations';
import * as operations from './operations';

const [ONE, CURVE] = [newIdentity('one'), newIdentity('curve', 'ec')];
// One key for all certificates, because generating another is slow. Their other content distinguishes them.
const [HELD, OLD] = [
  { ...ONE, name: 'held' },
  { ...ONE, name: 'old' },
];
const mine = { UserName: 'signer', CertificateId: '<UploadSigningCertificate.Certificate.CertificateId>' };

export const contract: Contract = {
  operations,
  make: async (root, { name: UserName }) => {
    await root.run(CreateUser, { UserName });
    const { Certificate } = await root.run(operations.UploadSigningCertificate, {
      UserName,
      CertificateBody: newCertificate(ONE),
    });
    return { UserName, CertificateId: Certificate.CertificateId };
  },
  calls: [
    ['CreateUser', { UserName: 'signer' }],
    ['UploadSigningCertificate', { UserName: 'signer', CertificateBody: newCertificate(ONE) }],
    ['ListSigningCertificates', { UserName: 'signer', MaxItems: 1 }],
    ['UpdateSigningCertificate', { ...mine, Status: 'Inactive' }],
    ['DeleteSigningCertificate', mine],
  ],
  errors: {
    furnish: async ({ root }) => {
      for (const UserName of ['full', 'plain']) await root.run(CreateUser, { UserName });
      const upload = (CertificateBody: string) =>
        root.run(operations.UploadSigningCertificate, { UserName: 'full', CertificateBody });
      const { Certificate } = await upload(newCertificate(HELD));
      for (let made = 1; made < quotas().SigningCertificatesPerUser; made++)
        await upload(newCertificate({ ...ONE, name: `more-${made}` }));
      return { certificate: Certificate.CertificateId, certificateBody: Certificate.CertificateBody };
    },
    usual: { UserName: 'full', Status: 'Active', CertificateBody: newCertificate(ONE), CertificateId: '<scene.certificate>' },
    failures: {
      NoSuchEntityException: [
        [taking(operations, 'UserName'), { UserName: 'none' }, notFound('user')],
        [
          ['UpdateSigningCertificate', 'DeleteSigningCertificate'],
          { CertificateId: 'A'.repeat(32) },
          `The Certificate with id ${'A'.repeat(32)} cannot be found.`,
        ],
        ['UpdateSigningCertificate', { UserName: 'plain' }, /^The Certificate with id \w{32} cannot be found\.$/],
      ],
      LimitExceededException: [
        ['UploadSigningCertificate', { UserName: 'full' }, 'Cannot exceed quota for SigningCertificatesPerUser: 2'],
      ],
      DuplicateCertificateException: [
        [
          'UploadSigningCertificate',
          { UserName: 'plain', CertificateBody: '<scene.certificateBody>' },
          'The same certificate is associated with an IAM user in the account.',
        ],
      ],
      MalformedCertificateException: [
        [
          'UploadSigningCertificate',
          { CertificateBody: 'none' },
          'Unable to parse certificate. Please ensure the certificate is in PEM format.',
        ],
        [
          'UploadSigningCertificate',
          { CertificateBody: newCertificate(OLD, OLD, { to: '20210101' }) },
          'The certificate has expired.',
        ],
      ],
      InvalidCertificateException: [
        ['UploadSigningCertificate', { CertificateBody: newCertificate(CURVE) }, 'A signing certificate must have an RSA key.'],
      ],
      InvalidInputException: [
        ['UpdateSigningCertificate', { Status: 'Expired' }, 'The status of a signing certificate is set to Active or Inactive.'],
      ],
    },
    unreachable: {
      EntityAlreadyExistsException: [['UploadSigningCertificate', 'a certificate that is there already is DuplicateCertificate']],
      LimitExceededException: [['UpdateSigningCertificate', 'changes what there is, and no quota counts that']],
    },
  },
};
