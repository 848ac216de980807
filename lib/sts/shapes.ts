import { z } from 'zod';
import { TagKey, TagList, text } from '../core/shapes';

// Patterns and lengths: STS service model, as listed in the API reference of each operation.
const SESSION_NAME = '[\\w+=,.@-]*';

export const RoleSessionName = text({ pattern: SESSION_NAME, min: 2, max: 64 });
export const SourceIdentity = text({ pattern: SESSION_NAME, min: 2, max: 64 });
export const FederatedName = text({ pattern: SESSION_NAME, min: 2, max: 32 });
export const ExternalId = text({ pattern: '[\\w+=,.@:\\/-]*', min: 2, max: 1224 });
export const SerialNumber = text({ pattern: '[\\w+=/:,.@-]*', min: 9, max: 256 });
export const TokenCode = text({ pattern: '[\\d]*', min: 6, max: 6 });
export const SessionPolicy = text({ pattern: '[\\u0009\\u000A\\u000D\\u0020-\\u00FF]+', min: 1, max: 2048 });
export const SessionPolicyArns = z.array(z.object({ arn: text({ min: 20, max: 2048 }).optional() })).max(10);
export const RoleDuration = z.number().int().min(900).max(43_200);
export const TokenDuration = z.number().int().min(900).max(129_600);
export const RootDuration = z.number().int().min(0).max(900);
export const SessionTags = TagList;
export const TransitiveTagKeys = z.array(TagKey).max(50);
/** The size in bytes. */
export const MinimumSessionTokenSize = z.number().int().min(0).max(4096);
