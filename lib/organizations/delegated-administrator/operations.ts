import { accountState } from '../../account/closure';
import { requireMember, toAccounts } from '../account/rows';
import { constraintViolation, organizationsError } from '../errors';
import {
  mostAdministrators,
  requireDelegableService,
  requireIntegratedService,
  servicePrincipalContext,
} from '../integrated-services';
import { type OrganizationScope, organizationsOperation, requireAllFeatures } from '../organizations-operation';
import { organizationsPageOf } from '../paging';
import { findNode, membersOf, nodeQuestion } from '../tree';
import {
  DeregisterDelegatedAdministratorInput,
  ListDelegatedAdministratorsInput,
  ListDelegatedServicesForAccountInput,
  RegisterDelegatedAdministratorInput,
} from './schema';

/** Registers a member as delegated administrator for a service. As in AWS, it may then also read the organization. */
export const RegisterDelegatedAdministrator = organizationsOperation({
  name: 'RegisterDelegatedAdministrator',
  access: 'Write',
  callers: 'managementAccount',
  input: RegisterDelegatedAdministratorInput,
  target: ({ AccountId }, scope) => findNode(scope, AccountId),
  checks: async ({ AccountId, ServicePrincipal }, scope, node) => [
    { ...(await nodeQuestion(scope, AccountId, node)), context: servicePrincipalContext(ServicePrincipal) },
  ],
  run: async ({ ServicePrincipal }, scope, node) => {
    const { db, organization, now } = scope;
    requireAllFeatures(organization);
    const account = requireMember(node);
    const { principal: servicePrincipal } = requireDelegableService(ServicePrincipal);
    if (account.id === organization.managementAccountId)
      throw constraintViolation('CANNOT_REGISTER_MASTER_AS_DELEGATED_ADMINISTRATOR');
    if (accountState(account, now) !== 'ACTIVE')
      throw constraintViolation('CANNOT_REGISTER_SUSPENDED_ACCOUNT_AS_DELEGATED_ADMINISTRATOR');
    const service = { organizationId: organization.id, servicePrincipal };
    if (!(await db.serviceAccess.findUnique({ where: { organizationId_servicePrincipal: service } }))) {
      throw constraintViolation('SERVICE_ACCESS_NOT_ENABLED');
    }
    const key = { ...service, accountId: account.id };
    if (await db.delegatedAdministrator.findUnique({ where: { organizationId_accountId_servicePrincipal: key } })) {
      throw organizationsError('AccountAlreadyRegisteredException');
    }
    if ((await db.delegatedAdministrator.count({ where: service })) >= mostAdministrators(servicePrincipal))
      throw constraintViolation('MAX_DELEGATED_ADMINISTRATORS_FOR_SERVICE_LIMIT_EXCEEDED');
    await db.delegatedAdministrator.create({ data: { ...key, enabledAt: now } });
    return {};
  },
});

export const DeregisterDelegatedAdministrator = organizationsOperation({
  name: 'DeregisterDelegatedAdministrator',
  access: 'Write',
  callers: 'managementAccount',
  input: DeregisterDelegatedAdministratorInput,
  target: ({ AccountId }, scope) => findNode(scope, AccountId),
  checks: async ({ AccountId, ServicePrincipal }, scope, node) => [
    { ...(await nodeQuestion(scope, AccountId, node)), context: servicePrincipalContext(ServicePrincipal) },
  ],
  run: async ({ ServicePrincipal }, { db, organization }, node) => {
    requireAllFeatures(organization);
    const { id: accountId } = requireMember(node);
    const { principal: servicePrincipal } = requireDelegableService(ServicePrincipal);
    const { count } = await db.delegatedAdministrator.deleteMany({
      where: { organizationId: organization.id, accountId, servicePrincipal },
    });
    // The management account, which can't be registered, gets the same answer as any unregistered account. AWS's own answer is
    // not known.
    if (count === 0) throw organizationsError('AccountNotRegisteredException');
    return {};
  },
});

export const ListDelegatedAdministrators = organizationsOperation({
  name: 'ListDelegatedAdministrators',
  access: 'List',
  callers: 'reader',
  input: ListDelegatedAdministratorsInput,
  checks: ({ ServicePrincipal }) => [{ resource: '*', context: servicePrincipalContext(ServicePrincipal) }],
  run: async (input, scope) => {
    requireAllFeatures(scope.organization);
    if (input.ServicePrincipal !== undefined) requireIntegratedService(input.ServicePrincipal);
    const since = await registrations(scope, input.ServicePrincipal);
    const list = ['ListDelegatedAdministrators', scope.organization.id, input.ServicePrincipal].join(':');
    const { items, ...page } = organizationsPageOf(list, [...since.keys()], input, (id) => id);
    const rows = await scope.db.account.findMany({ where: { ...membersOf(scope), id: { in: items } }, orderBy: { id: 'asc' } });
    const accounts = await toAccounts(scope, rows);
    return {
      DelegatedAdministrators: accounts.map(({ Paths: _paths, ...account }) => ({
        ...account,
        DelegationEnabledDate: since.get(account.Id),
      })),
      ...page,
    };
  },
});

/** Returns when each account was registered for the service, or for any. */
async function registrations(
  { db, organization }: OrganizationScope,
  servicePrincipal: string | undefined,
): Promise<Map<string, Date>> {
  const rows = await db.delegatedAdministrator.findMany({
    where: { organizationId: organization.id, ...(servicePrincipal === undefined ? {} : { servicePrincipal }) },
    orderBy: { enabledAt: 'desc' },
  });
  return new Map(rows.map((row) => [row.accountId, row.enabledAt]));
}

export const ListDelegatedServicesForAccount = organizationsOperation({
  name: 'ListDelegatedServicesForAccount',
  access: 'List',
  callers: 'reader',
  input: ListDelegatedServicesForAccountInput,
  target: ({ AccountId }, scope) => findNode(scope, AccountId),
  checks: async ({ AccountId }, scope, node) => [await nodeQuestion(scope, AccountId, node)],
  run: async (input, { db, organization }, node) => {
    requireAllFeatures(organization);
    // An account outside the organization is not found. Whether AWS answers so, or that it is not registered, is not known.
    const { id: accountId } = requireMember(node);
    const rows = await db.delegatedAdministrator.findMany({ where: { organizationId: organization.id, accountId } });
    if (rows.length === 0) throw organizationsError('AccountNotRegisteredException');
    const list = `ListDelegatedServicesForAccount:${accountId}`;
    const { items, ...page } = organizationsPageOf(list, rows, input, (row) => row.servicePrincipal);
    const services = items.map((row) => ({ ServicePrincipal: row.servicePrincipal, DelegationEnabledDate: row.enabledAt }));
    return { DelegatedServices: services, ...page };
  },
});
