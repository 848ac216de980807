import { randomUUID } from 'node:crypto';
import type { GetWebIdentityTokenResponse } from '@aws-sdk/client-sts';
import { SignJWT } from 'jose';
import { requestTagContext } from '../../core/authorization/context';
import { AwsError, validationError } from '../../core/errors';
import { type Check, defineOperation, type Scope } from '../../core/operation';
import {
  findOutboundFederation,
  type OutboundFederation,
  prepareSigningKey,
  requireSigningKey,
} from '../../token-issuer/outbound/rows';
import { claimsOf, subjectOf } from './claims';
import { GetWebIdentityTokenInput } from './schema';

const DEFAULT_SECONDS = 300;
/** AWS publishes no number. Tokens travel in headers, of which servers usually accept 8 KiB. */
const MAX_PAYLOAD_BYTES = 8192;

/**
 * Returns a signed token about the caller, for services outside of AWS. Source: STS API Reference, GetWebIdentityToken; IAM User
 * Guide, "Federating AWS identities to external services".
 */
export const GetWebIdentityToken = defineOperation({
  service: 'sts',
  name: 'GetWebIdentityToken',
  access: 'Write',
  input: GetWebIdentityTokenInput,
  checks: (input) => {
    const { Audience, SigningAlgorithm, Tags = [] } = input;
    const context = {
      'sts:IdentityTokenAudience': Audience,
      'sts:SigningAlgorithm': SigningAlgorithm,
      'sts:DurationSeconds': String(secondsOf(input)),
      'sts:SubjectMode': input.SubjectMode ?? 'AWSIdentity',
      ...requestTagContext(Tags),
    };
    const checks: Check[] = [{ action: 'sts:GetWebIdentityToken', resource: '*', context }];
    if (Tags.length > 0) checks.push({ action: 'sts:TagGetWebIdentityToken', resource: '*', context: requestTagContext(Tags) });
    return checks;
  },
  prepare: async ({ SigningAlgorithm }, { accountId, now }, _target, { reader }) =>
    (await findOutboundFederation(reader, accountId))?.enabled
      ? prepareSigningKey(reader, accountId, SigningAlgorithm, now)
      : null,
  run: async (input, scope, _target, prepared) => {
    const { issuerUrl } = await requireEnabled(scope);
    requireSubjectMode(input);
    const seconds = secondsOf(input);
    requireSessionLife(scope, seconds);
    const claims = await claimsOf(scope, input);
    const issuedAt = Math.floor(scope.now.getTime() / 1000);
    const token = new SignJWT(claims)
      .setIssuer(issuerUrl)
      .setSubject(subjectOf(scope))
      .setAudience(input.Audience.length === 1 ? String(input.Audience[0]) : input.Audience)
      .setIssuedAt(issuedAt)
      .setExpirationTime(issuedAt + seconds)
      .setJti(randomUUID());
    const key = await requireSigningKey(scope.db, scope.accountId, input.SigningAlgorithm, prepared, scope.now);
    const WebIdentityToken = await token
      .setProtectedHeader({ alg: input.SigningAlgorithm, kid: key.keyId, typ: 'JWT' })
      .sign(key.privateKey);
    requirePayloadSize(WebIdentityToken);
    return { WebIdentityToken, Expiration: new Date((issuedAt + seconds) * 1000) } satisfies GetWebIdentityTokenResponse;
  },
  // No decision depends on the issuer's keys.
  touches: () => ({}),
});

function secondsOf({ DurationSeconds }: GetWebIdentityTokenInput): number {
  return DurationSeconds ?? DEFAULT_SECONDS;
}

/** @throws AwsError OutboundWebIdentityFederationDisabledException */
async function requireEnabled({ db, accountId }: Scope): Promise<OutboundFederation> {
  const federation = await findOutboundFederation(db, accountId);
  if (federation?.enabled) return federation;
  throw new AwsError(
    'OutboundWebIdentityFederationDisabledException',
    'The outbound web identity federation feature is not enabled for this account. To use this feature, you must first enable it through the AWS Management Console or API.',
  );
}

/**
 * Refuses tokens about the person behind a session, since no session here has a trusted identity propagation context. AWS accepts
 * scopes only for such tokens.
 * @throws AwsError ValidationError
 */
function requireSubjectMode({ SubjectMode, Scope }: GetWebIdentityTokenInput): void {
  if (SubjectMode === 'OriginIdentity')
    throw validationError(
      'SubjectMode OriginIdentity requires a session with aws:OriginIdentity/Subject in its trusted identity propagation context.',
      'SubjectMode',
    );
  if (Scope !== undefined) throw validationError('Scope can be specified only when SubjectMode is OriginIdentity.', 'Scope');
}

/** @throws AwsError SessionDurationEscalationException for a token that would outlive the calling session */
function requireSessionLife({ caller, now }: Scope, seconds: number): void {
  if (!caller.session || now.getTime() + seconds * 1000 <= Date.parse(caller.session.expiresAt)) return;
  throw new AwsError(
    'SessionDurationEscalationException',
    'The requested token duration would extend the session beyond its original expiration time.',
  );
}

/** @throws AwsError JWTPayloadSizeExceededException */
function requirePayloadSize(token: string): void {
  const bytes = Buffer.from(token.split('.')[1] ?? '', 'base64url').length;
  if (bytes <= MAX_PAYLOAD_BYTES) return;
  throw new AwsError(
    'JWTPayloadSizeExceededException',
    `The requested token payload has ${bytes} bytes, and at most ${MAX_PAYLOAD_BYTES} are allowed. Reduce the number of request tags.`,
  );
}
