import { z } from 'zod';
import { text } from '../../core/shapes';
import { MinimumSessionTokenSize, SessionPolicy } from '../shapes';

// Lengths and ranges: STS API Reference, GetScopedCredentials.
export const GetScopedCredentialsInput = z.object({
  Policy: SessionPolicy.optional(),
  DurationSeconds: z.number().int().min(1).max(129_600).optional(),
  MinimumSessionTokenSize: MinimumSessionTokenSize.optional(),
  ScopedSessionDescription: text({ max: 256 }).optional(),
});
