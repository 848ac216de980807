import { z } from 'zod';

export const SetSecurityTokenServicePreferencesInput = z.object({
  GlobalEndpointTokenVersion: z.enum(['v1Token', 'v2Token']),
});
