import { z } from 'zod';
import { text } from '../core/shapes';

// Patterns and lengths: IAM service model, as listed in the API reference of each operation.
const NAME = '[\\w+=,.@-]+';

export const UserName = text({ pattern: NAME, min: 1, max: 64 });
export const ExistingUserName = text({ pattern: NAME, min: 1, max: 128 });
export const GroupName = text({ pattern: NAME, min: 1, max: 128 });
export const RoleName = text({ pattern: NAME, min: 1, max: 64 });
export const InstanceProfileName = text({ pattern: NAME, min: 1, max: 128 });
export const PolicyName = text({ pattern: NAME, min: 1, max: 128 });
export const PolicyArn = text({ min: 20, max: 2048 });
export const PolicyDocument = text({ pattern: '[\\u0009\\u000A\\u000D\\u0020-\\u00FF]+', min: 1, max: 131_072 });
export const PolicyVersionId = text({ pattern: 'v[1-9][0-9]*(\\.[A-Za-z0-9-]*)?' });
export const PolicyDescription = text({ max: 1000 });
export const RoleDescription = text({ pattern: '[\\u0009\\u000A\\u000D\\u0020-\\u007E\\u00A1-\\u00FF]*', max: 1000 });
export const AccessKeyId = text({ pattern: '[\\w]+', min: 16, max: 128 });
export const AccountAlias = text({ pattern: '^[a-z0-9]([a-z0-9]|-(?!-)){1,61}[a-z0-9]$', min: 3, max: 63 });
export const Password = text({ pattern: '[\\u0009\\u000A\\u000D\\u0020-\\u00FF]+', min: 1, max: 128 });
export const CertificateBody = text({ pattern: '[\\u0009\\u000A\\u000D\\u0020-\\u00FF]+', min: 1, max: 16_384 });

const PATH_MESSAGE =
  'The specified value for path is invalid. It must begin and end with / and contain only alphanumeric characters and/or / characters.';
/**
 * The path of users, groups, roles and so on. The model allows empty segments (`/a//b/`), although AWS is reported to refuse them
 * for MFA devices.
 */
export const Path = z
  .string()
  .min(1)
  .max(512)
  .refine((path) => /^(?:\/|\/[\u0021-\u007E]+\/)$/.test(path), PATH_MESSAGE);
/** The path of managed policies, with a narrower alphabet. */
export const PolicyPath = z
  .string()
  .min(1)
  .max(512)
  .refine((path) => /^(?:(?:\/[A-Za-z0-9.,+@=_-]+)*)\/$/.test(path), PATH_MESSAGE);
export const PathPrefix = text({ pattern: '\\u002F[\\u0021-\\u007F]*', min: 1, max: 512 });

export const Marker = text({ pattern: '[\\u0020-\\u00FF]+', min: 1, max: 4096 });
export const MaxItems = z.number().int().min(1).max(1000);
/** The status of credentials. The model shares this enumeration with credentials that expire. */
export const CredentialStatus = z.enum(['Active', 'Expired', 'Inactive']);

/** The members of every paginated list. */
export const Paging = { Marker: Marker.optional(), MaxItems: MaxItems.optional() };
