import { consoleQuery } from '@/lib/console/query';

export const consoleSessionsQuery = () => consoleQuery('console', 'ListOwnConsoleSessions', {});
