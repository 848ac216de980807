import type { Actor } from '../core/test-world';
import { PutOpenIDConnectProviderKeys } from '../iam/oidc-provider/key-operations';
import { CreateOpenIDConnectProvider } from '../iam/oidc-provider/operations';
import { CreateSAMLProvider } from '../iam/saml-provider/operations';
import { policy, roleOf } from './test-actors';
import { awsAttributes, testIdp } from './test-saml';
import { type TestIssuer, testIssuer } from './test-tokens';

/** The current tokens and assertions of an account's identity providers, and the role they are for. */
export type TestFederation = {
  roleArn: string;
  samlProvider: string;
  token: string;
  assertion: string;
  issuer: TestIssuer;
};

/**
 * Creates GitHub and SAML identity providers in an account, and a role `federated` that trusts both. Clients use the machine's
 * clock, so tokens and assertions are from this minute.
 */
export async function furnishFederation(account: Actor): Promise<TestFederation> {
  const now = new Date();
  const [issuer, idp] = [await testIssuer(undefined, 'RS256', ['key-1'], now), testIdp(undefined, now)];
  const ClientIDList = ['sts.amazonaws.com'];
  const { OpenIDConnectProviderArn = '' } = await account.run(CreateOpenIDConnectProvider, { Url: issuer.url, ClientIDList });
  await account.run(PutOpenIDConnectProviderKeys, { OpenIDConnectProviderArn, KeySet: issuer.keySet });
  const SAMLMetadataDocument = idp.metadata;
  const { SAMLProviderArn: samlProvider = '' } = await account.run(CreateSAMLProvider, { Name: 'acme', SAMLMetadataDocument });
  const trusted = { 'sts:AssumeRoleWithWebIdentity': OpenIDConnectProviderArn, 'sts:AssumeRoleWithSAML': samlProvider };
  const statements = Object.entries(trusted).map(([Action, Federated]) => ({
    Effect: 'Allow',
    Principal: { Federated },
    Action,
  }));
  const roleArn = await roleOf(account, 'federated', policy(...statements));
  const assertion = idp.respond({ parts: { attributes: awsAttributes(roleArn, samlProvider) } });
  return { roleArn, samlProvider, token: await issuer.token(), assertion, issuer };
}
