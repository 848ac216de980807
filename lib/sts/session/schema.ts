import { z } from 'zod';
import { Arn, text } from '../../core/shapes';
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

const ProvidedContext = z.object({
  ProviderArn: Arn.optional(),
  ContextAssertion: text({ min: 4, max: 2048 }).optional(),
});

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
  ProvidedContexts: z.array(ProvidedContext).max(5).optional(),
  MinimumSessionTokenSize: MinimumSessionTokenSize.optional(),
});
export type AssumeRoleInput = z.output<typeof AssumeRoleInput>;
