import { consoleQuery } from '@/lib/console/query';

export const consoleSessionsQuery = () => consoleQuery('console', 'ListOwnConsoleSessions', {});
export const userConsoleSessionsQuery = (UserName: string) => consoleQuery('console', 'ListUserConsoleSessions', { UserName });
