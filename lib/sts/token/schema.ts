import { z } from 'zod';
import {
  FederatedName,
  MinimumSessionTokenSize,
  SerialNumber,
  SessionPolicy,
  SessionPolicyArns,
  SessionTags,
  TokenCode,
  TokenDuration,
} from '../shapes';

export const GetSessionTokenInput = z.object({
  DurationSeconds: TokenDuration.optional(),
  SerialNumber: SerialNumber.optional(),
  TokenCode: TokenCode.optional(),
  MinimumSessionTokenSize: MinimumSessionTokenSize.optional(),
});

export const GetFederationTokenInput = z.object({
  Name: FederatedName,
  Policy: SessionPolicy.optional(),
  PolicyArns: SessionPolicyArns.optional(),
  DurationSeconds: TokenDuration.optional(),
  Tags: SessionTags.optional(),
  MinimumSessionTokenSize: MinimumSessionTokenSize.optional(),
});
