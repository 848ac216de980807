import type { GetAccountSettings } from '@/lib/account/settings-operations';
import { consoleQuery } from '@/lib/console/query';
import type { GetSnapshot, ListSnapshots } from '@/lib/snapshot/operations';

export const accountSettingsQuery = () => consoleQuery<typeof GetAccountSettings>('console', 'GetAccountSettings', {});
export const snapshotsQuery = () => consoleQuery<typeof ListSnapshots>('console', 'ListSnapshots', {});
/** A snapshot, and what restoring it would do. */
export const snapshotQuery = (Name: string) => consoleQuery<typeof GetSnapshot>('console', 'GetSnapshot', { Name });
