import { z } from 'zod';
import { Arn, text } from '../../core/shapes';
import { MinimumSessionTokenSize, RoleDuration, RoleSessionName, SessionPolicy, SessionPolicyArns } from '../shapes';

export const AssumeRoleWithSAMLInput = z.object({
  RoleArn: Arn,
  PrincipalArn: Arn,
  /** A SAML response, base64. */
  SAMLAssertion: text({ min: 4, max: 100_000 }),
  PolicyArns: SessionPolicyArns.optional(),
  Policy: SessionPolicy.optional(),
  DurationSeconds: RoleDuration.optional(),
  MinimumSessionTokenSize: MinimumSessionTokenSize.optional(),
});
export type AssumeRoleWithSAMLInput = z.output<typeof AssumeRoleWithSAMLInput>;

/** CloudTrail shows these members of a call with an assertion. */
export const AssumeRoleWithOwnAssertionInput = z.object({
  SAMLAssertionID: text({ max: 64 }),
  RoleSessionName,
  RoleArn: Arn,
  PrincipalArn: Arn,
  DurationSeconds: RoleDuration,
});
