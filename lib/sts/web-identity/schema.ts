import { z } from 'zod';
import { Arn, text } from '../../core/shapes';
import { MinimumSessionTokenSize, RoleDuration, RoleSessionName, SessionPolicy, SessionPolicyArns } from '../shapes';

export const AssumeRoleWithWebIdentityInput = z.object({
  RoleArn: Arn,
  RoleSessionName,
  WebIdentityToken: text({ min: 4, max: 20_000 }),
  ProviderId: text({ min: 4, max: 2048 }).optional(),
  PolicyArns: SessionPolicyArns.optional(),
  Policy: SessionPolicy.optional(),
  DurationSeconds: RoleDuration.optional(),
  MinimumSessionTokenSize: MinimumSessionTokenSize.optional(),
});
export type AssumeRoleWithWebIdentityInput = z.output<typeof AssumeRoleWithWebIdentityInput>;
