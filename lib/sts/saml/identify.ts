import { createHash } from 'node:crypto';
import { BoundedMap } from '../../core/cache/bounded-map';
import type { Call, Caller, Partition } from '../../core/call';
import { realTimeOf } from '../../core/time/clock';
import type { Transaction } from '../../db/client';
import { readSamlMetadata, type SamlMetadata } from '../../iam/saml-provider/documents';
import { findPrivateKeys, findSamlProvider, openPrivateKey, type SamlProviderRow } from '../../iam/saml-provider/rows';
import { invalidToken } from '../federation-claims';
import { readSessionAttributes, requireRolePair } from './aws-attributes';
import { samlKeys } from './context-keys';
import { type Assertion, readAssertion } from './read-assertion';
import type { AssumeRoleWithSAMLInput } from './schema';
import { verifyResponse } from './verify-response';

/**
 * AWS's sign-in host and audience. The audience of the sovereign and isolated partitions is not documented; the common one is
 * used.
 */
const AWS: Readonly<Record<Partition, { host: string; audience: string }>> = {
  aws: { host: 'signin.aws.amazon.com', audience: 'urn:amazon:webservices' },
  'aws-cn': { host: 'signin.amazonaws.cn', audience: 'urn:amazon:webservices:cn-north-1' },
  'aws-eusc': { host: 'signin.amazonaws-eusc.eu', audience: 'urn:amazon:webservices' },
  'aws-iso': { host: 'signin.c2shome.ic.gov', audience: 'urn:amazon:webservices' },
  'aws-iso-b': { host: 'signin.sc2shome.sgov.gov', audience: 'urn:amazon:webservices' },
  'aws-iso-e': { host: 'signin.csphome.adc-e.uk', audience: 'urn:amazon:webservices' },
  'aws-iso-f': { host: 'signin.csphome.hci.ic.gov', audience: 'urn:amazon:webservices' },
  'aws-us-gov': { host: 'signin.amazonaws-us-gov.com', audience: 'urn:amazon:webservices:govcloud' },
};

/** A SAML provider, the entity that it names, and the input and time of a call with its assertion. */
type Presented<Input> = { row: SamlProviderRow; metadata: SamlMetadata; input: Input; db: Transaction; call: Call };

type Named = { RoleArn: string; PrincipalArn: string };

/**
 * Returns the caller of an assertion from a SAML provider of the role's account.
 * @throws AwsError ValidationError for an ARN of something else; InvalidIdentityToken, ExpiredToken, IDPRejectedClaim;
 * AccessDenied for a valid assertion for other roles
 */
export function identifySamlUser(input: AssumeRoleWithSAMLInput, situation: { db: Transaction; call: Call }): Promise<Caller> {
  return identifyBy(verifiedAssertion, input, situation);
}

/**
 * Returns the caller of an assertion.
 * @param prove returns the assertion that the input proves
 * @throws AwsError as identifySamlUser
 */
export async function identifyBy<Input extends Named>(
  prove: (presented: Presented<Input>) => Assertion | Promise<Assertion>,
  input: Input,
  { db, call }: { db: Transaction; call: Call },
): Promise<Caller> {
  const { RoleArn, PrincipalArn } = input;
  const { accountId } = call.caller;
  const { row } = await findSamlProvider({ db, accountId, partition: call.partition }, PrincipalArn);
  if (!row) throw invalidToken("Specified provider doesn't exist");
  // The metadata is stored in the account and expires by the account's clock.
  if (row.validUntil && row.validUntil <= call.now)
    throw invalidToken('The metadata of the SAML provider is not valid any more.');
  const metadata = metadataOf(row);
  const assertion = await prove({ row, metadata, input, db, call });
  if (assertion.issuer !== metadata.entityId) throw invalidToken('Issuer not present in specified provider');
  requireRolePair(assertion, RoleArn, PrincipalArn);
  const { sessionName, maxSeconds, tags, transitiveTagKeys, sourceIdentity } = readSessionAttributes(assertion);
  const { nameQualifier, ...keys } = samlKeys(assertion, row);
  const { sessionEnd } = assertion;
  return {
    accountId,
    principal: { type: 'Saml', provider: PrincipalArn },
    credential: 'unsigned',
    federation: {
      provider: nameQualifier,
      issuer: assertion.issuer,
      subject: assertion.subject,
      audience: assertion.recipient,
      ...keys,
      tags,
      transitiveTagKeys,
      ...(sourceIdentity === undefined ? {} : { sourceIdentity }),
      session: {
        name: sessionName,
        subjectType: assertion.subjectType,
        ...shortest(maxSeconds, sessionEnd && (sessionEnd.getTime() - realTimeOf(call).getTime()) / 1000),
      },
    },
  };
}

/** Returns the assertion in a provider's signed response. */
async function verifiedAssertion({ row, metadata, input, db, call }: Presented<AssumeRoleWithSAMLInput>): Promise<Assertion> {
  const node = await verifyResponse(input.SAMLAssertion, {
    certificates: metadata.signingCertificates,
    privateKeys: (await findPrivateKeys(db, row.arn)).map(openPrivateKey),
    encryptionRequired: row.assertionEncryptionMode === 'Required',
  });
  const { audience, ...place } = AWS[call.partition];
  const isEndpoint = (url: string) => isSignIn(url, place.host, row.uuid);
  // The caller is external, so real time applies, whatever the account's clock says.
  return readAssertion(node, { isEndpoint, audiences: [audience], now: realTimeOf(call) });
}

/** Returns the address of AWS's sign-in, to which assertions are sent. */
export function signInUrl(partition: Partition): string {
  return `https://${AWS[partition].host}/saml`;
}

/** Returns the smallest limit, as in AWS. */
function shortest(...limits: readonly (number | undefined)[]): { maxSeconds?: number } {
  const given = limits.flatMap((limit) => limit ?? []);
  return given.length === 0 ? {} : { maxSeconds: Math.ceil(Math.min(...given)) };
}

/** Returns whether a URL is the sign-in endpoint, globally, in a Region, or of this provider. */
function isSignIn(url: string, host: string, providerId: string): boolean {
  const [, region, path] = new RegExp(`^https://(?:([a-z0-9-]+)\\.)?${host.replaceAll('.', '\\.')}(/.*)$`).exec(url) ?? [];
  if (region !== undefined && !/^[a-z]{2}(?:-[a-z]+)+-\d$/.test(region)) return false;
  return path === '/saml' || path === `/saml/acs/${providerId}`;
}

// Metadata may have megabytes and is needed for every assertion, which anyone can send.
const known = new BoundedMap<string, SamlMetadata>(1000);

function metadataOf({ metadata }: SamlProviderRow): SamlMetadata {
  const digest = createHash('sha256').update(metadata).digest('base64');
  const read = known.get(digest) ?? readSamlMetadata(metadata);
  known.set(digest, read);
  return read;
}
