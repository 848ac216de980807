import { z } from 'zod';
import { text } from '../../core/shapes';

// The service's model has no lengths. These keep registrations, which clients hold, short enough for addresses.
const Id = text({ min: 1, max: 8_192 });
const Secret = text({ min: 1, max: 1_024 });

export const RegisterClientInput = z.object({
  clientName: text({ min: 1, max: 256 }),
  clientType: text({ max: 64 }),
  scopes: z
    .array(text({ min: 1, max: 128 }))
    .max(25)
    .optional(),
  redirectUris: z
    .array(text({ min: 1, max: 512 }))
    .max(5)
    .optional(),
  grantTypes: z
    .array(text({ min: 1, max: 128 }))
    .max(5)
    .optional(),
  issuerUrl: text({ max: 512 }).optional(),
  entitledApplicationArn: text({ max: 1_224 }).optional(),
});

export const StartDeviceAuthorizationInput = z.object({
  clientId: Id,
  clientSecret: Secret,
  startUrl: text({ min: 1, max: 512 }),
});

export const CreateTokenInput = z.object({
  clientId: Id,
  clientSecret: Secret,
  grantType: text({ min: 1, max: 128 }),
  deviceCode: Secret.optional(),
  code: Secret.optional(),
  refreshToken: Secret.optional(),
  /** It has no effect, as in AWS. */
  scope: z
    .array(text({ max: 128 }))
    .max(25)
    .optional(),
  redirectUri: text({ max: 1_024 }).optional(),
  codeVerifier: text({ max: 256 }).optional(),
});
export type CreateTokenInput = z.output<typeof CreateTokenInput>;
