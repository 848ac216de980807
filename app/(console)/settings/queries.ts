import { consoleQuery } from '@/lib/console/query';

export const accountSettingsQuery = () => consoleQuery('console', 'GetAccountSettings', {});
/** What time it is, and where jumps lead. */
export const clockQuery = () => consoleQuery('console', 'GetClock', {});
export const quotasQuery = () => consoleQuery('console', 'ListQuotas', {});
export const snapshotsQuery = () => consoleQuery('console', 'ListSnapshots', {});
/** A snapshot, and what restoring it would do. */
export const snapshotQuery = (Name: string) => consoleQuery('console', 'GetSnapshot', { Name });
