import { z } from 'zod';
import { TagList, text } from '../../core/shapes';
import { OUTBOUND_ALGORITHMS } from '../../token-issuer/outbound/rows';

/** AWS: the identities that a token can be about. */
export const SUBJECT_MODES = ['AWSIdentity', 'OriginIdentity'] as const;

// Lengths and ranges: STS API Reference, GetWebIdentityToken.
export const GetWebIdentityTokenInput = z.object({
  Audience: z
    .array(text({ min: 1, max: 1000 }))
    .min(1)
    .max(10),
  DurationSeconds: z.number().int().min(60).max(3600).optional(),
  SigningAlgorithm: z.enum(OUTBOUND_ALGORITHMS),
  Scope: z.string().min(1).optional(),
  SubjectMode: z.enum(SUBJECT_MODES).optional(),
  Tags: TagList.optional(),
});
export type GetWebIdentityTokenInput = z.output<typeof GetWebIdentityTokenInput>;
