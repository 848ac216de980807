import { z } from 'zod';
import { Arn, text } from '../../core/shapes';
import { Paging } from '../shapes';

// Lengths and patterns: IAM service model.
const JobId = text({ min: 36, max: 36 });
const ServiceNamespace = text({ pattern: '[\\w-]*', min: 1, max: 64 });
const Granularity = z.enum(['SERVICE_LEVEL', 'ACTION_LEVEL']);

export const GenerateServiceLastAccessedDetailsInput = z.object({ Arn, Granularity: Granularity.optional() });
export const GetServiceLastAccessedDetailsInput = z.object({ JobId, ...Paging });
export const GetServiceLastAccessedDetailsWithEntitiesInput = z.object({ JobId, ServiceNamespace, ...Paging });
export const ListPoliciesGrantingServiceAccessInput = z.object({
  Arn,
  ServiceNamespaces: z.array(ServiceNamespace).min(1).max(200),
  Marker: Paging.Marker,
});
export const GenerateOrganizationsAccessReportInput = z.object({
  EntityPath: text({ pattern: '^o-[0-9a-z]{10,32}\\/r-[0-9a-z]{4,32}[0-9a-z-\\/]*', min: 19, max: 427 }),
  OrganizationsPolicyId: text({ pattern: '^p-[0-9a-zA-Z_]{8,128}$' }).optional(),
});
export const GetOrganizationsAccessReportInput = z.object({
  JobId,
  ...Paging,
  SortKey: z
    .enum([
      'SERVICE_NAMESPACE_ASCENDING',
      'SERVICE_NAMESPACE_DESCENDING',
      'LAST_AUTHENTICATED_TIME_ASCENDING',
      'LAST_AUTHENTICATED_TIME_DESCENDING',
    ])
    .optional(),
});

export const GetLastAccessedInput = z.object({ Arn });
export const GetLastAccessedActionsInput = z.object({ Arn, ServiceNamespace });
export const GetOrganizationsLastAccessedInput = z.object({ TargetId: text({ min: 1, max: 128 }) });
