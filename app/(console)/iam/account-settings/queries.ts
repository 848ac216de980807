import { consoleQuery } from '@/lib/console/query';

export const outboundFederationQuery = () => consoleQuery('iam', 'GetOutboundWebIdentityFederationInfo', {});
