import { consoleQuery } from '@/lib/console/query';

export const accountSettingsQuery = () => consoleQuery('console', 'GetAccountSettings', {});
/** Reads the time and the possible jumps. */
export const clockQuery = () => consoleQuery('console', 'GetClock', {});
export const quotasQuery = () => consoleQuery('console', 'ListQuotas', {});
export const snapshotsQuery = () => consoleQuery('console', 'ListSnapshots', {});
/** Reads a snapshot, and the effect of restoring it. */
export const snapshotQuery = (Name: string) => consoleQuery('console', 'GetSnapshot', { Name });
