import { consoleQuery } from '@/lib/console/query';

export const lockoutQuery = () => consoleQuery('console', 'GetLockout', {});
