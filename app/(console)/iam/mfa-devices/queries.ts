import { consoleQuery } from '@/lib/console/query';

/** Without a name: the caller's own. */
export const mfaDevicesQuery = (UserName?: string) => consoleQuery('console', 'ListMFADeviceOverviews', { UserName });
