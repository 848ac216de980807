import { consoleQuery } from '@/lib/console/query';

/** Reads MFA devices. The default user is the caller. */
export const mfaDevicesQuery = (UserName?: string) => consoleQuery('console', 'ListMFADeviceOverviews', { UserName });
