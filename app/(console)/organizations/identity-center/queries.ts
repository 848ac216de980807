import { consoleQuery } from '@/lib/console/query';

/** Reads the instance of the organization, and the part that this account plays. */
export const identityCenterQuery = () => consoleQuery('console', 'GetIdentityCenter', {});
