import { quotas } from '../../core/quotas';
import { type Contract, taking } from '../../core/testing/contract';
import { crowd, fullTags, ownedBy, quotaReached, tagCalls, tagErrors, usualTags } from '../test-tables';
import * as operations from './operations';
import { OpenIDConnectProvider } from './resource';

const OIDC = { OpenIDConnectProviderArn: '<CreateOpenIDConnectProvider.OpenIDConnectProviderArn>' };
const NONE = { OpenIDConnectProviderArn: 'arn:aws:iam::<scene.account>:oidc-provider/none' };
const HELD = 'https://tokens.example/pool';
const tags = tagErrors(OpenIDConnectProvider);

export const contract: Contract = {
  operations,
  make: async (root, { name, secret }) => {
    const Url = `https://${name}.example`;
    const given = { Url, ClientIDList: [secret], Tags: ownedBy(secret) };
    const { OpenIDConnectProviderArn } = await root.run(operations.CreateOpenIDConnectProvider, given);
    return { Url, OpenIDConnectProviderArn };
  },
  calls: [
    [
      'CreateOpenIDConnectProvider',
      {
        Url: 'https://idp.acme.example/realms/acme',
        ClientIDList: ['web'],
        ThumbprintList: ['a'.repeat(40)],
        Tags: ownedBy('blue'),
      },
    ],
    ['GetOpenIDConnectProvider', OIDC],
    ['ListOpenIDConnectProviders', {}],
    ['AddClientIDToOpenIDConnectProvider', { ...OIDC, ClientID: 'cli' }],
    ['RemoveClientIDFromOpenIDConnectProvider', { ...OIDC, ClientID: 'web' }],
    ['UpdateOpenIDConnectProviderThumbprint', { ...OIDC, ThumbprintList: ['b'.repeat(40)] }],
    ...tagCalls(OpenIDConnectProvider, OIDC),
    ['DeleteOpenIDConnectProvider', OIDC],
  ],
  errors: {
    furnish: async (stage) => {
      const ClientIDList = Array.from({ length: quotas().ClientIdsPerOpenIdConnectProvider }, (_, index) => `client-${index}`);
      const { OpenIDConnectProviderArn } = await stage.root.run(operations.CreateOpenIDConnectProvider, {
        Url: HELD,
        ClientIDList,
        Tags: fullTags(),
      });
      await crowd(stage, OpenIDConnectProvider, ({ accountId, name, createdAt }) => ({
        arn: `arn:aws:iam::${accountId}:oidc-provider/${name}.example`,
        accountId,
        url: `${name}.example`,
        clientIds: '[]',
        thumbprints: '[]',
        createdAt,
      }));
      return { oidc: OpenIDConnectProviderArn };
    },
    usual: {
      OpenIDConnectProviderArn: '<scene.oidc>',
      Url: 'https://new.example',
      ClientID: 'client',
      ThumbprintList: ['0'.repeat(40)],
      ...usualTags,
    },
    failures: {
      NoSuchEntityException: [
        [
          taking(operations, 'OpenIDConnectProviderArn', 'DeleteOpenIDConnectProvider'),
          NONE,
          /^OpenIDConnect Provider not found for arn arn:aws:iam::\d{12}:oidc-provider\/none$/,
        ],
      ],
      EntityAlreadyExistsException: [['CreateOpenIDConnectProvider', { Url: HELD }, `Provider with url ${HELD} already exists.`]],
      LimitExceededException: [
        ['CreateOpenIDConnectProvider', {}, quotaReached('OpenIdConnectProvidersPerAccount'), { by: 'crowded' }],
        ['AddClientIDToOpenIDConnectProvider', {}, quotaReached('ClientIdsPerOpenIdConnectProvider')],
        tags.tooMany,
      ],
      InvalidInputException: [
        tags.unusable,
        [
          'CreateOpenIDConnectProvider',
          { ThumbprintList: Array.from({ length: 6 }, () => '0'.repeat(40)) },
          'Thumbprint list must contain fewer than 5 entries.',
        ],
        ['UpdateOpenIDConnectProviderThumbprint', { ThumbprintList: [] }, 'Thumbprint list must contain at least one entry.'],
      ],
    },
    unreachable: {
      NoSuchEntityException: [['DeleteOpenIDConnectProvider', 'is idempotent: one that is not there is no error']],
      OpenIdIdpCommunicationErrorException: [['CreateOpenIDConnectProvider', 'nothing is fetched from an identity provider']],
      InvalidInputException: [
        [
          taking(operations, 'OpenIDConnectProviderArn', 'TagOpenIDConnectProvider', 'UpdateOpenIDConnectProviderThumbprint'),
          'an ARN or client id that cannot be one is a ValidationError',
        ],
      ],
    },
  },
};
