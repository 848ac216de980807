import { quotas } from '../../core/quotas';
import { newIdentity, privateKeyPem } from '../../core/testing/certificates';
import { type Contract, taking } from '../../core/testing/contract';
import { samlMetadata } from '../test-saml-metadata';
import { crowd, fullTags, ownedBy, quotaReached, tagCalls, tagErrors, usualTags } from '../test-tables';
import * as operations from './operations';
import { SamlProvider } from './resource';

const AddPrivateKey = privateKeyPem(newIdentity('decryption'));
const SAML = { SAMLProviderArn: '<CreateSAMLProvider.SAMLProviderArn>' };
const SAMLMetadataDocument = samlMetadata();
const tags = tagErrors(SamlProvider);

export const contract: Contract = {
  operations,
  make: async (root, { name: Name, secret }) => {
    const given = { Name, SAMLMetadataDocument: samlMetadata({ entityId: secret }), AddPrivateKey, Tags: ownedBy(secret) };
    const { SAMLProviderArn } = await root.run(operations.CreateSAMLProvider, given);
    const { PrivateKeyList } = await root.run(operations.GetSAMLProvider, { SAMLProviderArn });
    return { Name, SAMLProviderArn, RemovePrivateKey: PrivateKeyList[0]?.KeyId ?? '' };
  },
  calls: [
    ['CreateSAMLProvider', { Name: 'Acme', SAMLMetadataDocument, AddPrivateKey, Tags: ownedBy('blue') }],
    ['GetSAMLProvider', SAML],
    ['ListSAMLProviders', {}],
    [
      'UpdateSAMLProvider',
      {
        ...SAML,
        SAMLMetadataDocument: samlMetadata({ entityId: 'https://é.example/' }),
        RemovePrivateKey: '<GetSAMLProvider.PrivateKeyList.0.KeyId>',
        AssertionEncryptionMode: 'Allowed',
      },
    ],
    ...tagCalls(SamlProvider, SAML),
    ['DeleteSAMLProvider', SAML],
  ],
  errors: {
    furnish: async (stage) => {
      const { root } = stage;
      const given = { Name: 'saml', SAMLMetadataDocument, Tags: fullTags() };
      const { SAMLProviderArn } = await root.run(operations.CreateSAMLProvider, given);
      for (let made = 0; made < quotas().PrivateKeysPerSAMLProvider; made++)
        await root.run(operations.UpdateSAMLProvider, { SAMLProviderArn, AddPrivateKey });
      await crowd(stage, SamlProvider, ({ id, path: _, ...row }) => ({
        ...row,
        arn: `arn:aws:iam::${row.accountId}:saml-provider/${row.name}`,
        uuid: id,
        metadata: SAMLMetadataDocument,
      }));
      return { saml: SAMLProviderArn };
    },
    usual: { SAMLProviderArn: '<scene.saml>', Name: 'new', SAMLMetadataDocument, ...usualTags },
    failures: {
      NoSuchEntityException: [
        [
          taking(operations, 'SAMLProviderArn'),
          { SAMLProviderArn: 'arn:aws:iam::<scene.account>:saml-provider/none' },
          /^Manifest not found for arn arn:aws:iam::\d{12}:saml-provider\/none$/,
        ],
      ],
      EntityAlreadyExistsException: [['CreateSAMLProvider', { Name: 'SAML' }, 'Provider with name SAML already exists.']],
      LimitExceededException: [
        ['CreateSAMLProvider', {}, quotaReached('SAMLProvidersPerAccount'), { by: 'crowded' }],
        ['UpdateSAMLProvider', { AddPrivateKey }, quotaReached('PrivateKeysPerSAMLProvider')],
        tags.tooMany,
      ],
      InvalidInputException: [
        tags.unusable,
        [taking(operations, 'SAMLMetadataDocument'), { SAMLMetadataDocument: 'x'.repeat(1000) }, 'Could not parse metadata'],
      ],
    },
    unreachable: {
      InvalidInputException: [
        [
          taking(operations, 'SAMLProviderArn', 'TagSAMLProvider', 'UpdateSAMLProvider'),
          'an ARN that cannot be one is a ValidationError',
        ],
      ],
    },
  },
};
