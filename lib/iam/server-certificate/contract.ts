import { quotas } from '../../core/quotas';
import { newCertificate, newIdentity, privateKeyPem } from '../../core/testing/certificates';
import type { Contract } from '../../core/testing/contract';
import * as operations from './operations';

const [AUTHORITY, SITE, OTHER] = [newIdentity('authority'), newIdentity('site.example'), newIdentity('other.example')];
const SIGNED = newCertificate(SITE, AUTHORITY);
const Tags = [{ Key: 'team', Value: 'web' }];
const upload = { CertificateBody: SIGNED, PrivateKey: privateKeyPem(SITE) };
const WEB = { ServerCertificateName: 'web' };

export const contract: Contract = {
  operations,
  make: async (root, { name: ServerCertificateName, secret }) => {
    const { ServerCertificateMetadata } = await root.run(operations.UploadServerCertificate, {
      ServerCertificateName,
      ...upload,
      Tags: [{ Key: 'owner', Value: secret }],
    });
    return { ServerCertificateName, ServerCertificateId: ServerCertificateMetadata.ServerCertificateId ?? '' };
  },
  calls: [
    ['UploadServerCertificate', { ...WEB, ...upload, Path: '/sites/', CertificateChain: newCertificate(AUTHORITY), Tags }],
    ['GetServerCertificate', WEB],
    ['ListServerCertificates', { PathPrefix: '/sites/', MaxItems: 1 }],
    ['TagServerCertificate', { ...WEB, Tags: [{ Key: 'new', Value: '' }] }],
    ['ListServerCertificateTags', { ...WEB, MaxItems: 1 }],
    ['UntagServerCertificate', { ...WEB, TagKeys: ['new'] }],
    ['UpdateServerCertificate', { ...WEB, NewPath: '/', NewServerCertificateName: 'site' }],
    ['DeleteServerCertificate', { ServerCertificateName: 'site' }],
  ],
  errors: {
    furnish: async ({ root, account }) => {
      const crowded = await account('crowded');
      const full = Array.from({ length: quotas().TagsPerResource }, (_, index) => ({ Key: `key-${index}`, Value: '' }));
      await root.run(operations.UploadServerCertificate, { ServerCertificateName: 'held', ...upload, Tags: full });
      await root.run(operations.UploadServerCertificate, { ServerCertificateName: 'held-too', ...upload });
      for (let made = 0; made < quotas().ServerCertificatesPerAccount; made++)
        await crowded.run(operations.UploadServerCertificate, { ServerCertificateName: `held-${made}`, ...upload });
      return {};
    },
    usual: { ServerCertificateName: 'held', ...upload, Tags, TagKeys: ['team'] },
    failures: {
      NoSuchEntityException: [
        [
          [...['Get', 'Update', 'Delete', 'Tag', 'Untag'].map((verb) => `${verb}ServerCertificate`), 'ListServerCertificateTags'],
          { ServerCertificateName: 'none' },
          'The Server Certificate with name none cannot be found.',
        ],
      ],
      EntityAlreadyExistsException: [
        ['UploadServerCertificate', {}, 'The Server Certificate with name held already exists.'],
        [
          'UpdateServerCertificate',
          { NewServerCertificateName: 'HELD-too' },
          'The Server Certificate with name HELD-too already exists.',
        ],
      ],
      LimitExceededException: [
        [
          'UploadServerCertificate',
          { ServerCertificateName: 'new' },
          /^Cannot exceed quota for ServerCertificatesPerAccount: 20\. Gatehouse's setting QUOTAS raises/,
          { by: 'crowded' },
        ],
        ['TagServerCertificate', {}, 'The number of tags has reached the maximum limit.'],
      ],
      InvalidInputException: [
        [
          'TagServerCertificate',
          { Tags: ['new', 'NEW'].map((Key) => ({ Key, Value: '' })) },
          'Duplicate tag keys found. Please note that Tag keys are case insensitive.',
        ],
        [
          'UploadServerCertificate',
          { ServerCertificateName: 'new', Tags: [{ Key: 'aws:new', Value: '' }] },
          'Tag keys must not start with the reserved prefix aws:.',
        ],
      ],
      MalformedCertificateException: [
        [
          'UploadServerCertificate',
          { CertificateBody: 'none' },
          'Unable to parse certificate. Please ensure the certificate is in PEM format.',
        ],
        [
          'UploadServerCertificate',
          { PrivateKey: 'none' },
          'Unable to parse private key. Please ensure the private key is in PEM format.',
        ],
        [
          'UploadServerCertificate',
          { CertificateChain: newCertificate(OTHER) },
          /^Unable to validate certificate chain\. .* The index within the chain of the invalid certificate is: 0$/,
        ],
      ],
      KeyPairMismatchException: [
        ['UploadServerCertificate', { PrivateKey: privateKeyPem(OTHER) }, 'The certificate body does not match the private key.'],
      ],
    },
    unreachable: {
      DeleteConflictException: [['DeleteServerCertificate', 'no load balancer or distribution is here that could use one']],
      LimitExceededException: [['UpdateServerCertificate', 'changes what there is, and no quota counts that']],
      InvalidInputException: [['UntagServerCertificate', 'a key that cannot be one is a ValidationError']],
    },
  },
};
