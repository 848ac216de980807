import type { AccessDetail, GetOrganizationsAccessReportResponse } from '@aws-sdk/client-iam';
import { iamArn } from '../../core/arns';
import { defineOperation } from '../../core/operation';
import { iamPageOf } from '../paging';
import { keepReport, readReport } from './jobs';
import { organizationReport, requireManaged } from './organization-report';
import { serviceName } from './report';
import { GenerateOrganizationsAccessReportInput, GetOrganizationsAccessReportInput } from './schema';

/** Generates a report of the services that SCPs allow a root, OU or account, with their last use. It is complete at once. */
export const GenerateOrganizationsAccessReport = defineOperation({
  service: 'iam',
  name: 'GenerateOrganizationsAccessReport',
  access: 'Read',
  writes: true,
  input: GenerateOrganizationsAccessReportInput,
  checks: ({ EntityPath, OrganizationsPolicyId }, { partition, accountId }) => [
    {
      action: 'iam:GenerateOrganizationsAccessReport',
      resource: iamArn(partition, accountId, 'access-report', '/', EntityPath),
      ...(OrganizationsPolicyId !== undefined && { context: { 'iam:OrganizationsPolicyId': OrganizationsPolicyId } }),
    },
  ],
  prepare: ({ EntityPath, OrganizationsPolicyId }, scope) => {
    const organization = requireManaged(scope);
    return organizationReport(scope, organization, EntityPath.split('/').filter(Boolean), OrganizationsPolicyId);
  },
  run: async (_input, scope, _target, report) => ({ JobId: await keepReport(scope, 'organization', report) }),
  // A report changes no permission.
  touches: () => ({}),
});

/** Returns the services of an organization report. */
export const GetOrganizationsAccessReport = defineOperation({
  service: 'iam',
  name: 'GetOrganizationsAccessReport',
  access: 'Read',
  input: GetOrganizationsAccessReportInput,
  checks: () => [{ action: 'iam:GetOrganizationsAccessReport', resource: '*' }],
  run: async (input, scope) => {
    const { JobId, SortKey = 'SERVICE_NAMESPACE_ASCENDING' } = input;
    const { report, createdAt } = await readReport(scope, 'organization', JobId);
    const job = { JobCreationDate: createdAt, JobCompletionDate: createdAt };
    if ('failed' in report)
      return {
        JobStatus: 'FAILED',
        ...job,
        ErrorDetails: report.failed,
        IsTruncated: false,
      } satisfies GetOrganizationsAccessReportResponse;
    const { services } = report;
    // Pages continue after a key, so each service's position in the order is its key.
    const sorted = [...services].sort((one, other) => {
      const byName = one.prefix < other.prefix ? -1 : 1;
      if (!SortKey.startsWith('LAST')) return byName;
      return (one.last?.time ?? 0) - (other.last?.time ?? 0) || byName;
    });
    if (SortKey.endsWith('DESCENDING')) sorted.reverse();
    const placed = sorted.map((service, index) => ({ ...service, place: String(index).padStart(6, '0') }));
    const { items, ...page } = iamPageOf(`GetOrganizationsAccessReport:${JobId}:${SortKey}`, placed, input, ({ place }) => place);
    return {
      JobStatus: 'COMPLETED',
      ...job,
      NumberOfServicesAccessible: services.length,
      NumberOfServicesNotAccessed: services.filter(({ last }) => last === null).length,
      AccessDetails: items.map(
        ({ prefix, last, accounts }) =>
          ({
            ServiceName: serviceName(prefix),
            ServiceNamespace: prefix,
            TotalAuthenticatedEntities: accounts,
            ...(last && { Region: last.region, EntityPath: last.path, LastAuthenticatedTime: new Date(last.time) }),
          }) satisfies AccessDetail,
      ),
      ...page,
    } satisfies GetOrganizationsAccessReportResponse;
  },
});
