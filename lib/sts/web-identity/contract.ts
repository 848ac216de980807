import { TEST_NOW } from '../../core/test-world';
import type { Contract, Furnish } from '../../core/testing/contract';
import { PutOpenIDConnectProviderKeys } from '../../iam/oidc-provider/key-operations';
import { CreateOpenIDConnectProvider } from '../../iam/oidc-provider/operations';
import { policy, roleOf } from '../test-actors';
import { READ_ONLY, sessionPolicyErrors } from '../test-tables';
import { type TestIssuer, testIssuer } from '../test-tokens';
import * as operations from './operations';

type Creator = Parameters<Contract['make']>[0];

/** Creates a provider for an issuer and a role that trusts it. */
async function trusting(root: Creator, name: string, Url: string, KeySet: string | null): Promise<string> {
  const provider = { Url, ClientIDList: ['sts.amazonaws.com'] };
  const { OpenIDConnectProviderArn = '' } = await root.run(CreateOpenIDConnectProvider, provider);
  if (KeySet) await root.run(PutOpenIDConnectProviderKeys, { OpenIDConnectProviderArn, KeySet });
  const Principal = { Federated: OpenIDConnectProviderArn };
  return roleOf(root, name, policy({ Effect: 'Allow', Principal, Action: 'sts:AssumeRoleWithWebIdentity' }));
}

/** Returns a token issued some seconds from now. */
function tokenOf(issuer: TestIssuer, now: Date, seconds = 0): Promise<string> {
  const iat = Math.floor(now.getTime() / 1000) + seconds;
  return issuer.token({ iat, exp: iat + 300 });
}

/** Clients use the machine's clock, so tokens are from this minute. */
const furnish: Furnish = async ({ root }) => {
  const [issuer, silent] = [await testIssuer(), await testIssuer('https://silent.example')];
  const now = new Date();
  return {
    role: await trusting(root, 'federated', issuer.url, issuer.keySet),
    token: await tokenOf(issuer, now),
    oldToken: await tokenOf(issuer, now, -7200),
    silentRole: await trusting(root, 'silent', silent.url, null),
    silentToken: await tokenOf(silent, now),
  };
};

export const contract: Contract = {
  operations,
  make: async (root, { name }) => {
    const issuer = await testIssuer(`https://${name}.example`);
    const RoleArn = await trusting(root, name, issuer.url, issuer.keySet);
    return { RoleArn, WebIdentityToken: await tokenOf(issuer, TEST_NOW) };
  },
  furnish,
  calls: [
    [
      'AssumeRoleWithWebIdentity',
      {
        RoleArn: '<scene.role>',
        RoleSessionName: 'run-7',
        WebIdentityToken: '<scene.token>',
        PolicyArns: [{ arn: READ_ONLY }],
      },
    ],
  ],
  errors: {
    furnish,
    usual: { RoleArn: '<scene.role>', RoleSessionName: 'session', WebIdentityToken: '<scene.token>' },
    failures: {
      ...sessionPolicyErrors('AssumeRoleWithWebIdentity'),
      ExpiredTokenException: [
        [
          'AssumeRoleWithWebIdentity',
          { WebIdentityToken: '<scene.oldToken>' },
          /^Token expired: current date\/time \d+ must be before the expiration date\/time \d+$/,
        ],
      ],
      InvalidIdentityTokenException: [
        [
          'AssumeRoleWithWebIdentity',
          { WebIdentityToken: 'none' },
          'The ID Token provided is not a valid JWT. (You may see this error if you sent an Access Token)',
        ],
      ],
      IDPCommunicationErrorException: [
        [
          'AssumeRoleWithWebIdentity',
          { RoleArn: '<scene.silentRole>', WebIdentityToken: '<scene.silentToken>' },
          /^Couldn't retrieve verification key from your identity provider/,
        ],
      ],
    },
    unreachable: {
      IDPRejectedClaimException: [['AssumeRoleWithWebIdentity', 'no provider is asked what it thinks of its token']],
    },
  },
};
