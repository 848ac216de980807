import { consoleQuery } from '@/lib/console/query';

/** Reads access keys. The default user is the caller. */
export const accessKeysQuery = (UserName?: string) => consoleQuery('iam', 'ListAccessKeys', { UserName });
export const accessKeyLastUsedQuery = (AccessKeyId: string) => consoleQuery('iam', 'GetAccessKeyLastUsed', { AccessKeyId });
/** Reads the tags of a user, which include the descriptions of its access keys. */
export const userTagsQuery = (UserName: string) => consoleQuery('iam', 'ListUserTags', { UserName });
