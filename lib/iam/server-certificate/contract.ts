import { TEST_NOW } from '../../core/test-world';
import { newCertificate, newIdentity, privateKeyPem } from '../../core/testing/certificates';
import { type Contract, taking } from '../../core/testing/contract';
import { crowd, fullTags, notFound, ownedBy, quotaReached, tagCalls, tagErrors, usualTags, withTagOfAws } from '../test-tables';
import * as operations from './operations';
import { ServerCertificate } from './resource';

const [AUTHORITY, SITE, OTHER] = [newIdentity('authority'), newIdentity('site.example'), newIdentity('other.example')];
const SIGNED = newCertificate(SITE, AUTHORITY);
const upload = { CertificateBody: SIGNED, PrivateKey: privateKeyPem(SITE) };
const tags = tagErrors(ServerCertificate);
const WEB = { ServerCertificateName: 'web' };

export const contract: Contract = {
  operations,
  make: async (root, { name: ServerCertificateName, secret }) => {
    const { ServerCertificateMetadata } = await root.run(operations.UploadServerCertificate, {
      ServerCertificateName,
      ...upload,
      Tags: ownedBy(secret),
    });
    return { ServerCertificateName, ServerCertificateId: ServerCertificateMetadata.ServerCertificateId };
  },
  calls: [
    [
      'UploadServerCertificate',
      { ...WEB, ...upload, Path: '/sites/', CertificateChain: newCertificate(AUTHORITY), Tags: ownedBy('web') },
    ],
    ['GetServerCertificate', WEB],
    ['ListServerCertificates', { PathPrefix: '/sites/', MaxItems: 1 }],
    ...tagCalls(ServerCertificate, WEB),
    ['UpdateServerCertificate', { ...WEB, NewPath: '/', NewServerCertificateName: 'site' }],
    ['DeleteServerCertificate', { ServerCertificateName: 'site' }],
  ],
  errors: {
    furnish: async (stage) => {
      const { root } = stage;
      await root.run(operations.UploadServerCertificate, { ServerCertificateName: 'held', ...upload, Tags: fullTags() });
      await root.run(operations.UploadServerCertificate, { ServerCertificateName: 'held-too', ...upload });
      await crowd(stage, ServerCertificate, (row) => ({ ...row, body: SIGNED, keyCipher: '', expiresAt: TEST_NOW }));
      return {};
    },
    usual: { ServerCertificateName: 'held', ...upload, ...usualTags },
    failures: {
      NoSuchEntityException: [
        [
          taking(operations, 'ServerCertificateName', 'UploadServerCertificate'),
          { ServerCertificateName: 'none' },
          notFound('Server Certificate'),
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
          quotaReached('ServerCertificatesPerAccount'),
          { by: 'crowded' },
        ],
        tags.tooMany,
      ],
      InvalidInputException: [tags.unusable, ['UploadServerCertificate', ...withTagOfAws({ ServerCertificateName: 'new' })]],
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
