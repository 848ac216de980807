import { AwsError } from '../../core/errors';
import { invalidToken, requireFederatedSourceIdentity, requireFederatedTags } from '../federation-claims';
import { RoleSessionName } from '../shapes';
import { invalidResponse } from './parse-response';
import type { Assertion } from './read-assertion';

const AWS = 'https://aws.amazon.com/SAML/Attributes/';
const TAG = `${AWS}PrincipalTag:`;
const DURATION = { min: 900, max: 43_200 };

type TagPair = { Key: string; Value: string };

/** The session data in the attributes that AWS defines. */
export type SessionAttributes = {
  sessionName: string;
  maxSeconds: number | undefined;
  tags: readonly TagPair[];
  transitiveTagKeys: readonly string[];
  sourceIdentity: string | undefined;
};

/**
 * Reads AWS's attributes of an assertion. Source: IAM User Guide, "Configure SAML assertions for the authentication response".
 * @throws AwsError InvalidIdentityToken
 */
export function readSessionAttributes({ attributes }: Assertion): SessionAttributes {
  const sourceIdentity = attributes.get(`${AWS}SourceIdentity`)?.[0];
  return {
    sessionName: requireSessionName(attributes.get(`${AWS}RoleSessionName`)?.[0]),
    maxSeconds: readDuration(attributes.get(`${AWS}SessionDuration`)?.[0]),
    tags: requireFederatedTags(tagsOf(attributes)),
    transitiveTagKeys: attributes.get(`${AWS}TransitiveTagKeys`) ?? [],
    sourceIdentity: sourceIdentity === undefined ? undefined : requireFederatedSourceIdentity(sourceIdentity),
  };
}

export type OwnAttributes = { tags: readonly TagPair[] };

/** Returns AWS's attributes of an assertion for a session of a role. */
export function awsAttributes(
  { RoleArn, PrincipalArn, RoleSessionName: name }: { RoleArn: string; PrincipalArn: string; RoleSessionName: string },
  { tags }: OwnAttributes,
): Assertion['attributes'] {
  return new Map([
    [`${AWS}Role`, [`${RoleArn},${PrincipalArn}`]],
    [`${AWS}RoleSessionName`, [name]],
    ...tags.map(({ Key, Value }) => [`${TAG}${Key}`, [Value]] as const),
  ]);
}

/**
 * Refuses an assertion that does not map the person to the role through this provider. Providers write the two ARNs in either
 * order.
 * @throws AwsError InvalidIdentityToken if it maps to no role, AccessDenied if it maps to other roles
 */
export function requireRolePair({ attributes }: Assertion, roleArn: string, providerArn: string): void {
  const pairs = attributes.get(`${AWS}Role`) ?? [];
  if (pairs.length === 0) throw invalidResponse();
  const isPair = (text: string) => {
    const arns = text.split(',').map((arn) => arn.trim());
    return arns.length === 2 && arns.includes(roleArn) && arns.includes(providerArn);
  };
  if (!pairs.some(isPair)) throw new AwsError('AccessDenied', 'Not authorized to perform sts:AssumeRoleWithSAML');
}

function tagsOf(attributes: Assertion['attributes']): TagPair[] {
  return [...attributes].flatMap(([name, values]) => {
    if (!name.startsWith(TAG)) return [];
    const [Value = '', ...others] = values;
    if (others.length > 0) throw invalidToken(`The attribute ${name.slice(0, 256)} must have one value.`);
    return [{ Key: name.slice(TAG.length), Value }];
  });
}

function requireSessionName(name: string | undefined): string {
  if (name === undefined) throw invalidToken('RoleSessionName is required in AuthnResponse');
  if (!RoleSessionName.safeParse(name).success)
    throw invalidToken('RoleSessionName in AuthnResponse must match [a-zA-Z_0-9+=,.@-]{2,64}');
  return name;
}

function readDuration(text: string | undefined): number | undefined {
  if (text === undefined) return undefined;
  const seconds = /^\d{1,6}$/.test(text) ? Number(text) : 0;
  if (seconds < DURATION.min || seconds > DURATION.max)
    throw invalidToken(`SessionDuration in AuthnResponse must be from ${DURATION.min} to ${DURATION.max} seconds.`);
  return seconds;
}
