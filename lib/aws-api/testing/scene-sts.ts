import type { Actor } from '../../core/test-world';
import { PutOpenIDConnectProviderKeys } from '../../iam/oidc-provider/key-operations';
import { CreateOpenIDConnectProvider } from '../../iam/oidc-provider/operations';
import { CreateSAMLProvider } from '../../iam/saml-provider/operations';
import { allow, policy, roleOf, userWith } from '../../sts/test-actors';
import { awsAttributes, testIdp, toBase64 } from '../../sts/test-saml';
import { testIssuer } from '../../sts/test-tokens';
import type { TestApi } from './api';
import type { Scene } from './scene';

const CLIENT = 'sts.amazonaws.com';
const DENIED = 'urn:oasis:names:tc:SAML:2.0:status:AuthnFailed';

/** An account with `admin`, a user who may do everything, and a role that trusts the account and its identity providers. */
export async function createStsScene(api: TestApi): Promise<Scene> {
  const root = await api.rootKeys();
  const admin = await userWith(api, root.actor, 'admin', allow('*'));
  const { principal } = admin.caller;
  const account = root.actor.accountId;
  const [issuer, idp] = [await testIssuer(), testIdp()];
  const oidc = await providerOf(root.actor, issuer.url);
  await root.actor.run(PutOpenIDConnectProviderKeys, { OpenIDConnectProviderArn: oidc, KeySet: issuer.keySet });
  const silent = await testIssuer('https://silent.example');
  await providerOf(root.actor, silent.url);
  const { SAMLProviderArn: saml = '' } = await root.actor.run(CreateSAMLProvider, {
    Name: 'saml',
    SAMLMetadataDocument: idp.metadata,
  });
  const trusts = [
    { Effect: 'Allow', Principal: { AWS: account }, Action: 'sts:AssumeRole' },
    { Effect: 'Allow', Principal: { Federated: oidc }, Action: 'sts:AssumeRoleWithWebIdentity' },
    { Effect: 'Allow', Principal: { Federated: saml }, Action: 'sts:AssumeRoleWithSAML' },
  ];
  const roleArn = await roleOf(root.actor, 'worker', policy(...trusts));
  const attributes = awsAttributes(roleArn, saml);
  const scene = {
    account,
    key: root.accessKeyId,
    roleArn,
    saml,
    token: await issuer.token(validFrom(0)),
    oldToken: await issuer.token(validFrom(-7200)),
    silentToken: await silent.token(validFrom(0)),
    assertion: idp.respond({ parts: { attributes, ...heldFrom(0) } }),
    oldAssertion: idp.respond({ parts: { attributes, ...heldFrom(-7200) } }),
    refusal: toBase64(idp.xml({ status: DENIED, signed: 'none' }).replace(/<Assertion .*<\/Assertion>/s, '')),
  };
  const keys = { root, admin: await api.keys(root.actor, principal.type === 'User' ? principal.userId : '') };
  return { keys, seen: { scene } };
}

async function providerOf(account: Actor, Url: string): Promise<string> {
  const { OpenIDConnectProviderArn = '' } = await account.run(CreateOpenIDConnectProvider, { Url, ClientIDList: [CLIENT] });
  return OpenIDConnectProviderArn;
}

/** The times of a token that somebody got so many seconds from now. */
function validFrom(seconds: number) {
  const iat = Math.floor(Date.now() / 1000) + seconds;
  return { iat, exp: iat + 300 };
}

function heldFrom(seconds: number) {
  const at = (more: number) => new Date(Date.now() + (seconds + more) * 1000).toISOString();
  return { issuedAt: at(0), notBefore: at(-60), notOnOrAfter: at(300), confirmedUntil: at(300) };
}
