import { z } from 'zod';
import { Arn } from '../../core/shapes';
import {
  ExternalId,
  MinimumSessionTokenSize,
  RoleDuration,
  RoleSessionName,
  SerialNumber,
  SessionPolicy,
  SessionPolicyArns,
  SessionTags,
  SourceIdentity,
  TokenCode,
  TransitiveTagKeys,
} from '../shapes';

export const AssumeRoleInput = z.object({
  RoleArn: Arn,
  RoleSessionName,
  PolicyArns: SessionPolicyArns.optional(),
  Policy: SessionPolicy.optional(),
  DurationSeconds: RoleDuration.optional(),
  Tags: SessionTags.optional(),
  TransitiveTagKeys: TransitiveTagKeys.optional(),
  ExternalId: ExternalId.optional(),
  SerialNumber: SerialNumber.optional(),
  TokenCode: TokenCode.optional(),
  SourceIdentity: SourceIdentity.optional(),
  // AWS takes assertions of IAM Identity Center only, which this installation does not have.
  ProvidedContexts: z.array(z.unknown()).max(0, 'Context assertions are not supported.').optional(),
  MinimumSessionTokenSize: MinimumSessionTokenSize.optional(),
});
export type AssumeRoleInput = z.output<typeof AssumeRoleInput>;
