import { TEST_NOW } from '../../core/test-world';
import type { Contract, Furnish } from '../../core/testing/contract';
import { CreateSAMLProvider } from '../../iam/saml-provider/operations';
import { policy, roleOf } from '../test-actors';
import { awsAttributes, type TestIdp, testIdp, toBase64 } from '../test-saml';
import { sessionPolicyErrors } from '../test-tables';
import * as operations from './operations';

const DENIED = 'urn:oasis:names:tc:SAML:2.0:status:AuthnFailed';

type Creator = Parameters<Contract['make']>[0];
type Trusting = { RoleArn: string; PrincipalArn: string };

/** Creates a provider and a role that trusts it. */
async function trusting(root: Creator, name: string, { metadata }: TestIdp): Promise<Trusting> {
  const { SAMLProviderArn = '' } = await root.run(CreateSAMLProvider, { Name: name, SAMLMetadataDocument: metadata });
  const statement = { Effect: 'Allow', Principal: { Federated: SAMLProviderArn }, Action: 'sts:AssumeRoleWithSAML' };
  return { RoleArn: await roleOf(root, name, policy(statement)), PrincipalArn: SAMLProviderArn };
}

/** Returns the provider's assertion as of some seconds from now. */
function assertionOf(idp: TestIdp, { RoleArn, PrincipalArn }: Trusting, now: Date, seconds = 0): string {
  const at = (more: number) => new Date(now.getTime() + (seconds + more) * 1000).toISOString();
  const held = { issuedAt: at(0), notBefore: at(-60), notOnOrAfter: at(300), confirmedUntil: at(300) };
  return idp.respond({ parts: { attributes: awsAttributes(RoleArn, PrincipalArn), ...held } });
}

/** Clients use the machine's clock, so assertions are from this minute. */
const furnish: Furnish = async ({ root }) => {
  const [idp, now] = [testIdp(), new Date()];
  const made = await trusting(root, 'federated', idp);
  return {
    role: made.RoleArn,
    saml: made.PrincipalArn,
    assertion: assertionOf(idp, made, now),
    oldAssertion: assertionOf(idp, made, now, -7200),
    refusal: toBase64(idp.xml({ status: DENIED, signed: 'none' }).replace(/<Assertion .*<\/Assertion>/s, '')),
  };
};
const usual = { RoleArn: '<scene.role>', PrincipalArn: '<scene.saml>', SAMLAssertion: '<scene.assertion>' };

export const contract: Contract = {
  operations,
  make: async (root, { name }) => {
    const idp = testIdp();
    const made = await trusting(root, name, idp);
    return { ...made, SAMLAssertion: assertionOf(idp, made, TEST_NOW) };
  },
  furnish,
  calls: [['AssumeRoleWithSAML', usual]],
  errors: {
    furnish,
    usual,
    failures: {
      ...sessionPolicyErrors('AssumeRoleWithSAML'),
      ExpiredTokenException: [['AssumeRoleWithSAML', { SAMLAssertion: '<scene.oldAssertion>' }, 'Response has expired']],
      InvalidIdentityTokenException: [
        ['AssumeRoleWithSAML', { PrincipalArn: '<scene.saml>-2' }, "Specified provider doesn't exist"],
      ],
      IDPRejectedClaimException: [
        ['AssumeRoleWithSAML', { SAMLAssertion: '<scene.refusal>' }, 'SAML provider returned AuthnFailed error: unspecified'],
      ],
    },
    unreachable: {},
  },
};
