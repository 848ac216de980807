import { consoleQuery } from '@/lib/console/query';

export const diagramQuery = () => consoleQuery('console', 'GetOrganizationDiagram', {});
export const policyAttachmentsQuery = () => consoleQuery('console', 'ListPolicyAttachments', {});
export const administratorServicesQuery = () => consoleQuery('console', 'ListAdministratorServices', {});
