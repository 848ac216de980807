import { consoleQuery } from '@/lib/console/query';

/** Without a name: the caller's own. */
export const accessKeysQuery = (UserName?: string) => consoleQuery('iam', 'ListAccessKeys', { UserName });
export const accessKeyLastUsedQuery = (AccessKeyId: string) => consoleQuery('iam', 'GetAccessKeyLastUsed', { AccessKeyId });
/** What describes the keys is among them. */
export const userTagsQuery = (UserName: string) => consoleQuery('iam', 'ListUserTags', { UserName });
