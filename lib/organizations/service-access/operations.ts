import { requireIntegratedService, servicePrincipalContext } from '../integrated-services';
import { organizationsOperation, requireAllFeatures } from '../organizations-operation';
import { pageStart, toOrganizationsPage } from '../paging';
import { trustService } from './rows';
import { DisableAWSServiceAccessInput, EnableAWSServiceAccessInput, ListAWSServiceAccessForOrganizationInput } from './schema';

/** Enables trusted access for a service. As in AWS, enabling it again is no error and keeps the first date. */
export const EnableAWSServiceAccess = organizationsOperation({
  name: 'EnableAWSServiceAccess',
  access: 'Write',
  callers: 'managementAccount',
  input: EnableAWSServiceAccessInput,
  checks: ({ ServicePrincipal }) => [{ resource: '*', context: servicePrincipalContext(ServicePrincipal) }],
  run: async ({ ServicePrincipal }, { db, organization, now }) => {
    requireAllFeatures(organization);
    const { principal } = requireIntegratedService(ServicePrincipal);
    await trustService(db, organization.id, principal, now);
    return {};
  },
});

/** Disables trusted access for a service. As in AWS, it is no error if it is not enabled. */
export const DisableAWSServiceAccess = organizationsOperation({
  name: 'DisableAWSServiceAccess',
  access: 'Write',
  callers: 'managementAccount',
  input: DisableAWSServiceAccessInput,
  checks: ({ ServicePrincipal }) => [{ resource: '*', context: servicePrincipalContext(ServicePrincipal) }],
  run: async ({ ServicePrincipal }, { db, organization }) => {
    requireAllFeatures(organization);
    const { principal: servicePrincipal } = requireIntegratedService(ServicePrincipal);
    await db.serviceAccess.deleteMany({ where: { organizationId: organization.id, servicePrincipal } });
    // Without trusted access, the service can have no delegated administrators.
    await db.delegatedAdministrator.deleteMany({ where: { organizationId: organization.id, servicePrincipal } });
    return {};
  },
});

export const ListAWSServiceAccessForOrganization = organizationsOperation({
  name: 'ListAWSServiceAccessForOrganization',
  access: 'List',
  callers: 'reader',
  input: ListAWSServiceAccessForOrganizationInput,
  run: async (input, { db, organization }) => {
    requireAllFeatures(organization);
    const list = `ListAWSServiceAccessForOrganization:${organization.id}`;
    const { after, take, limit } = pageStart(list, input);
    const rows = await db.serviceAccess.findMany({
      where: { organizationId: organization.id, ...(after === undefined ? {} : { servicePrincipal: { gt: after } }) },
      orderBy: { servicePrincipal: 'asc' },
      take,
    });
    const { items, ...page } = toOrganizationsPage(list, rows, limit, (row) => row.servicePrincipal);
    const enabled = items.map((row) => ({ ServicePrincipal: row.servicePrincipal, DateEnabled: row.enabledAt }));
    return { EnabledServicePrincipals: enabled, ...page };
  },
});
