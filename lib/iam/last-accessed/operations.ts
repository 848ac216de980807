import type {
  EntityDetails,
  GetServiceLastAccessedDetailsResponse,
  GetServiceLastAccessedDetailsWithEntitiesResponse,
  ListPoliciesGrantingServiceAccessEntry,
  ServiceLastAccessed,
  TrackedActionLastAccessed,
} from '@aws-sdk/client-iam';
import { loadCatalog } from '@gatehouse/catalog/load-catalog';
import type { PreparedPolicy } from '@gatehouse/policy/evaluate';
import { arnsOfIds } from '../../core/authorization/stored-principals';
import { invalidInput } from '../../core/errors';
import { isDataAction } from '../../core/module/event-category';
import { defineOperation, type Scope } from '../../core/operation';
import { giveWay, readByIds } from '../../core/work/bulk';
import { entityArn } from '../entity';
import { iamPageOf } from '../paging';
import { servicesAllowedBy } from './granted';
import { keepReport, readReport, type ServicesReport } from './jobs';
import { allowedNames, headOf, latestOf, reportOf, serviceName } from './report';
import {
  GenerateServiceLastAccessedDetailsInput,
  GetServiceLastAccessedDetailsInput,
  GetServiceLastAccessedDetailsWithEntitiesInput,
  ListPoliciesGrantingServiceAccessInput,
} from './schema';
import { findSubject, policiesOf, requireSubject, type Subject, subjectChecks, toGranting } from './subject';

/** Generates a report of the services a user, group, role or policy allows, with their last use. It is complete at once. */
export const GenerateServiceLastAccessedDetails = defineOperation({
  service: 'iam',
  name: 'GenerateServiceLastAccessedDetails',
  access: 'Read',
  writes: true,
  input: GenerateServiceLastAccessedDetailsInput,
  target: ({ Arn }, scope) => findSubject(scope, Arn),
  checks: (_input, scope, subject) => subjectChecks('iam:GenerateServiceLastAccessedDetails', scope, subject),
  prepare: ({ Granularity = 'SERVICE_LEVEL' }, scope, subject) => servicesReport(scope, subject, Granularity),
  run: async (_input, scope, _subject, report) => ({ JobId: await keepReport(scope, 'services', report) }),
  // A report changes no permission.
  touches: () => ({}),
});

async function servicesReport(
  scope: Scope,
  subject: Subject,
  granularity: ServicesReport['granularity'],
): Promise<ServicesReport> {
  requireSubject(subject);
  const report = await reportOf(scope, subject);
  const services: ServicesReport['services'] = [];
  for (const { prefix, entities, actions } of report.services) {
    const tracked = granularity === 'ACTION_LEVEL' ? allowedNames(report, prefix) : [];
    const isAll = tracked.length > 0 && tracked.length === loadCatalog().actionsOf(prefix).length;
    services.push({
      prefix,
      entities: Object.fromEntries(entities),
      actions: granularity === 'ACTION_LEVEL' ? Object.fromEntries(actions) : {},
      allowed: isAll ? '*' : tracked,
    });
    await giveWay();
  }
  return { granularity, services, users: [...report.users] };
}

/** Returns the services of a report by prefix. Unused ones have no time. */
export const GetServiceLastAccessedDetails = defineOperation({
  service: 'iam',
  name: 'GetServiceLastAccessedDetails',
  access: 'Read',
  input: GetServiceLastAccessedDetailsInput,
  checks: () => [{ action: 'iam:GetServiceLastAccessedDetails', resource: '*' }],
  run: async (input, scope) => {
    const { report, createdAt } = await readReport(scope, 'services', input.JobId);
    const { granularity, services } = report;
    const list = `GetServiceLastAccessedDetails:${input.JobId}`;
    const { items, ...page } = iamPageOf(list, services, input, ({ prefix }) => prefix);
    const used = items.flatMap(({ entities, actions }) => [
      ...Object.keys(entities),
      ...Object.values(actions).map(({ entity }) => entity),
    ]);
    const arns = await arnsOfIds(scope.db, scope.partition, used);
    const ServicesLastAccessed: ReturnType<typeof toService>[] = [];
    for (const service of items) {
      ServicesLastAccessed.push(toService(service, granularity, arns));
      await giveWay();
    }
    return {
      JobStatus: 'COMPLETED',
      JobType: granularity,
      JobCreationDate: createdAt,
      JobCompletionDate: createdAt,
      ServicesLastAccessed,
      ...page,
    } satisfies GetServiceLastAccessedDetailsResponse;
  },
});

function toService(
  { prefix, entities, actions, allowed }: ServicesReport['services'][number],
  granularity: ServicesReport['granularity'],
  arns: ReadonlyMap<string, string>,
) {
  const latest = latestOf(Object.values(entities));
  const tracked = granularity === 'ACTION_LEVEL' ? trackedActions(prefix, allowed) : [];
  return {
    ServiceName: serviceName(prefix),
    ServiceNamespace: prefix,
    TotalAuthenticatedEntities: Object.keys(entities).length,
    ...(latest && {
      LastAuthenticated: new Date(latest.attempt),
      LastAuthenticatedEntity: arns.get(latest.entity),
      LastAuthenticatedRegion: latest.region,
    }),
    ...(tracked.length > 0 && {
      TrackedActionsLastAccessed: tracked.map((ActionName) => {
        const use = actions[ActionName];
        if (!use) return { ActionName } satisfies TrackedActionLastAccessed;
        return {
          ActionName,
          LastAccessedEntity: arns.get(use.entity),
          LastAccessedTime: new Date(use.attempt),
          LastAccessedRegion: use.region,
        } satisfies TrackedActionLastAccessed;
      }),
    }),
  } satisfies ServiceLastAccessed;
}

/** Returns the tracked actions: as in AWS, only management actions, and never iam:PassRole. */
function trackedActions(prefix: string, allowed: string[] | '*'): string[] {
  const names =
    allowed === '*'
      ? loadCatalog()
          .actionsOf(prefix)
          .map(({ name }) => name)
      : allowed;
  return names.filter((name) => !isDataAction(prefix, name) && `${prefix}:${name}` !== 'iam:PassRole').sort();
}

/** Returns who can use a service of a report, latest use first. */
export const GetServiceLastAccessedDetailsWithEntities = defineOperation({
  service: 'iam',
  name: 'GetServiceLastAccessedDetailsWithEntities',
  access: 'Read',
  input: GetServiceLastAccessedDetailsWithEntitiesInput,
  checks: () => [{ action: 'iam:GetServiceLastAccessedDetailsWithEntities', resource: '*' }],
  run: async (input, scope) => {
    const { JobId, ServiceNamespace } = input;
    requireService(ServiceNamespace);
    const { report, createdAt } = await readReport(scope, 'services', JobId);
    const service = report.services.find(({ prefix }) => prefix === ServiceNamespace);
    const users = service ? report.users : [];
    const list = `GetServiceLastAccessedDetailsWithEntities:${JobId}:${ServiceNamespace}`;
    // Latest first, unused last.
    const order = (id: string) => String(Number.MAX_SAFE_INTEGER - (service?.entities[id]?.attempt ?? 0)).padStart(17, '0');
    const { items, ...page } = iamPageOf(list, users, input, ({ id }) => `${order(id)}:${id}`);
    const rows = await rowsOf(scope, items);
    const EntityDetailsList = items.flatMap(({ id, type }) => {
      const row = rows.get(id);
      // The entity was deleted since.
      if (!row) return [];
      const use = service?.entities[id];
      const Type = type === 'User' ? 'USER' : 'ROLE';
      const EntityInfo = { Arn: entityArn(scope, type, row), Name: row.name, Type, Id: id, Path: row.path } as const;
      return [{ EntityInfo, ...(use && { LastAuthenticated: new Date(use.attempt) }) } satisfies EntityDetails];
    });
    return {
      JobStatus: 'COMPLETED',
      JobCreationDate: createdAt,
      JobCompletionDate: createdAt,
      EntityDetailsList,
      ...page,
    } satisfies GetServiceLastAccessedDetailsWithEntitiesResponse;
  },
});

async function rowsOf({ db }: Scope, users: ServicesReport['users']) {
  const ids = users.map(({ id }) => id);
  const select = { id: true, accountId: true, name: true, path: true };
  const rows = [
    ...(await readByIds(ids, (some) => db.user.findMany({ where: { id: { in: some } }, select }))),
    ...(await readByIds(ids, (some) => db.role.findMany({ where: { id: { in: some } }, select }))),
  ];
  return new Map(rows.map((row) => [row.id, row]));
}

/**
 * Refuses a prefix that is not an AWS service.
 * @throws AwsError InvalidInput
 */
function requireService(prefix: string): void {
  if (!headOf(prefix)) throw invalidInput(`The service namespace ${prefix} is not valid.`, 'ServiceNamespace');
}

/** Lists the policies of a user, group or role that allow anything of the services, including those of a user's groups. */
export const ListPoliciesGrantingServiceAccess = defineOperation({
  service: 'iam',
  name: 'ListPoliciesGrantingServiceAccess',
  access: 'List',
  input: ListPoliciesGrantingServiceAccessInput,
  target: ({ Arn }, scope) => findSubject(scope, Arn),
  checks: (_input, scope, subject) => subjectChecks('iam:ListPoliciesGrantingServiceAccess', scope, subject),
  run: async (input, scope, subject) => {
    if (subject.type === 'Policy') throw invalidInput(`ARN ${input.Arn} is not valid.`, 'Arn');
    requireSubject(subject);
    for (const prefix of input.ServiceNamespaces) requireService(prefix);
    const policies: { policy: PreparedPolicy; services: ReadonlySet<string> }[] = [];
    for (const policy of await policiesOf(scope, subject)) policies.push({ policy, services: await servicesAllowedBy(policy) });
    const list = `ListPoliciesGrantingServiceAccess:${scope.accountId}:${input.Arn}`;
    const wanted = [...new Set(input.ServiceNamespaces)];
    const { items, ...page } = iamPageOf(list, wanted, input, (prefix) => prefix);
    const PoliciesGrantingServiceAccess = items.map(
      (ServiceNamespace) =>
        ({
          ServiceNamespace,
          Policies: policies
            .filter(({ services }) => services.has(ServiceNamespace))
            .map(({ policy }) => toGranting(scope, subject, policy)),
        }) satisfies ListPoliciesGrantingServiceAccessEntry,
    );
    return { PoliciesGrantingServiceAccess, ...page };
  },
});
