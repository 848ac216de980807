import { z } from 'zod';
import { TagKeyList, TagList, text } from '../core/shapes';

/** Claims that the issuer sets itself. */
const OWN_CLAIMS: ReadonlySet<string> = new Set(['iss', 'sub', 'aud', 'exp', 'nbf', 'iat', 'jti', 'https://aws.amazon.com/tags']);
const MAX_CLAIMS = 50;

const Claims = z
  .record(text({ min: 1, max: 256 }), text({ max: 1024 }))
  .refine((claims) => Object.keys(claims).length <= MAX_CLAIMS, `A token can have at most ${MAX_CLAIMS} further claims.`)
  .refine(
    (claims) => Object.keys(claims).every((name) => !OWN_CLAIMS.has(name)),
    `These claims are set by the issuer: ${[...OWN_CLAIMS].join(', ')}.`,
  );

export const GetTokenIssuerInput = z.object({});
export const IssueIdentityTokenInput = z.object({
  // The maximum lengths of AWS's subjects and of a provider's client ids.
  Subject: text({ min: 1, max: 255 }),
  Audience: text({ min: 1, max: 255 }),
  DurationSeconds: z.number().int().min(60).max(3600).optional(),
  /** Additional claims, such as `repository`, or `https://aws.amazon.com/source_identity`. */
  Claims: Claims.optional(),
  /** Session tags in AWS's format. */
  Tags: TagList.optional(),
  TransitiveTagKeys: TagKeyList.optional(),
});
export type IssueIdentityTokenInput = z.output<typeof IssueIdentityTokenInput>;
