import { readByIds } from '../../core/work/bulk';
import { INTEGRATED_SERVICES } from '../integrated-services';
import { organizationsOperation, requireAllFeatures } from '../organizations-operation';
import { membersOf } from '../tree';
import { ListIntegratedServicesInput } from './schema';

/** A service that works with organizations, with its trusted access and delegated administrators. */
export type ServiceOverview = {
  ServicePrincipal: string;
  Name: string;
  /** True if a member account can be its delegated administrator. */
  Delegable: boolean;
  EnabledSince: Date | null;
  /** The first few administrators; `AdministratorCount` counts all. */
  Administrators: { Id: string; Name: string }[];
  AdministratorCount: number;
};

const ADMINISTRATORS_SHOWN = 5;

/** Lists services for the console. It needs the permissions of the two AWS calls that it replaces. */
export const ListIntegratedServices = organizationsOperation({
  name: 'ListIntegratedServices',
  access: 'List',
  callers: 'reader',
  input: ListIntegratedServicesInput,
  checks: () => [
    { action: 'organizations:ListAWSServiceAccessForOrganization', resource: '*' },
    { action: 'organizations:ListDelegatedAdministrators', resource: '*' },
  ],
  run: async (_input, scope): Promise<{ Services: ServiceOverview[] }> => {
    const { db, organization } = scope;
    requireAllFeatures(organization);
    const where = { organizationId: organization.id };
    const enabled = await db.serviceAccess.findMany({ where });
    const counts = await db.delegatedAdministrator.groupBy({ by: ['servicePrincipal'], where, _count: { _all: true } });
    const administrators = new Map<string, string[]>();
    for (const { servicePrincipal } of counts) {
      const first = await db.delegatedAdministrator.findMany({
        where: { ...where, servicePrincipal },
        orderBy: { accountId: 'asc' },
        take: ADMINISTRATORS_SHOWN,
      });
      administrators.set(
        servicePrincipal,
        first.map(({ accountId }) => accountId),
      );
    }
    const accounts = await readByIds([...new Set([...administrators.values()].flat())], (ids) =>
      db.account.findMany({ where: { ...membersOf(scope), id: { in: ids } }, select: { id: true, name: true } }),
    );
    const names = new Map(accounts.map(({ id, name }) => [id, name]));
    return {
      Services: INTEGRATED_SERVICES.map(({ principal, name, delegatedAdministrator }) => ({
        ServicePrincipal: principal,
        Name: name,
        Delegable: delegatedAdministrator,
        EnabledSince: enabled.find(({ servicePrincipal }) => servicePrincipal === principal)?.enabledAt ?? null,
        Administrators: (administrators.get(principal) ?? []).map((Id) => ({ Id, Name: names.get(Id) ?? Id })),
        AdministratorCount: counts.find(({ servicePrincipal }) => servicePrincipal === principal)?._count._all ?? 0,
      })),
    };
  },
});
