import { consoleQuery } from '@/lib/console/query';

export const policyAttachmentsQuery = () => consoleQuery('console', 'ListPolicyAttachments', {});
export const administratorServicesQuery = () => consoleQuery('console', 'ListAdministratorServices', {});
