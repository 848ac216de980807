import { loadCatalog } from '@gatehouse/catalog/load-catalog';
import { loadGuardrails, pathOf } from '../../core/authorization/guardrails';
import { arnsOfIds } from '../../core/authorization/stored-principals';
import { usesKnownSince } from '../../core/events/older-uses';
import { isDataAction } from '../../core/module/event-category';
import { defineOperation, type Scope } from '../../core/operation';
import { giveWay } from '../../core/work/bulk';
import { actionsAllowedBy, servicesAllowedBy } from './granted';
import { organizationReport, requireManaged } from './organization-report';
import { type Latest, latestOf, reportOf, serviceName } from './report';
import { GetLastAccessedActionsInput, GetLastAccessedInput, GetOrganizationsLastAccessedInput } from './schema';
import { findSubject, type Subject, subjectChecks, toGranting } from './subject';

/** The last attempt with its Region and principal, and the last success. */
export type LastAccess = { LastAttempt?: Date; LastSuccess?: Date; Region?: string; Entity?: string };

const readChecks = async (scope: Scope, subject: Subject) => [
  // AWS's console generates a report and reads it.
  ...(await subjectChecks('iam:GenerateServiceLastAccessedDetails', scope, subject)),
  { action: 'iam:GetServiceLastAccessedDetails', resource: '*' },
];

function toAccess(latest: Latest | null | undefined, arns: ReadonlyMap<string, string>): LastAccess {
  if (!latest) return {};
  const { attempt, success, region, entity } = latest;
  return {
    LastAttempt: new Date(attempt),
    ...(success !== null && { LastSuccess: new Date(success) }),
    Region: region,
    Entity: arns.get(entity),
  };
}

/**
 * Returns the services that a user, group, role or managed policy allows, with their last use and the policies that allow them.
 */
export const GetLastAccessed = defineOperation({
  service: 'iam',
  name: 'GetLastAccessed',
  access: 'Read',
  input: GetLastAccessedInput,
  target: ({ Arn }, scope) => findSubject(scope, Arn),
  checks: (_input, scope, subject) => readChecks(scope, subject),
  run: async (_input, scope, subject) => {
    const report = await reportOf(scope, subject);
    const latest = report.services.map(({ entities }) => latestOf(entities.values()));
    const arns = await arnsOfIds(
      scope.db,
      scope.partition,
      latest.flatMap((use) => use?.entity ?? []),
    );
    const policies = [];
    for (const policy of report.policies) {
      policies.push({ ...toGranting(scope, subject, policy), services: await servicesAllowedBy(policy) });
    }
    const Services = [];
    for (const [index, { prefix, entities }] of report.services.entries()) {
      Services.push({
        ServiceNamespace: prefix,
        ServiceName: serviceName(prefix),
        ...toAccess(latest[index], arns),
        Entities: entities.size,
        // Indexes into the list of policies, which a long list of services refers to often.
        Policies: policies.flatMap(({ services }, place) => (services.has(prefix) ? [place] : [])),
      });
      await giveWay();
    }
    return {
      Services,
      Policies: policies.map(({ services: _, ...policy }) => policy),
      Users: report.users.length,
      Since: await usesKnownSince(scope.db),
    };
  },
});

/** Returns a service's actions that a user, group, role or managed policy allows, with their last use. */
export const GetLastAccessedActions = defineOperation({
  service: 'iam',
  name: 'GetLastAccessedActions',
  access: 'Read',
  input: GetLastAccessedActionsInput,
  target: ({ Arn }, scope) => findSubject(scope, Arn),
  checks: (_input, scope, subject) => readChecks(scope, subject),
  run: async ({ ServiceNamespace }, scope, subject) => {
    const { services, policies } = await reportOf(scope, subject);
    const uses = services.find(({ prefix }) => prefix === ServiceNamespace)?.actions ?? new Map<string, Latest>();
    const arns = await arnsOfIds(
      scope.db,
      scope.partition,
      [...uses.values()].map(({ entity }) => entity),
    );
    const allowed = new Set(actionsAllowedBy(policies, ServiceNamespace).map(({ name }) => name));
    const actions = loadCatalog()
      .actionsOf(ServiceNamespace)
      // Denied attempts are included too.
      .filter(({ name }) => allowed.has(name) || uses.has(name));
    return {
      Actions: actions.map(({ name, accessLevel }) => ({
        ActionName: name,
        AccessLevel: accessLevel,
        Allowed: allowed.has(name),
        /** True for actions that AWS's reports leave out. */
        IsData: isDataAction(ServiceNamespace, name),
        ...toAccess(uses.get(name), arns),
      })),
    };
  },
});

/** Returns the services that SCPs allow a root, OU or account, with their last use, for the management account. */
export const GetOrganizationsLastAccessed = defineOperation({
  service: 'iam',
  name: 'GetOrganizationsLastAccessed',
  access: 'Read',
  input: GetOrganizationsLastAccessedInput,
  checks: (_input, { partition, accountId }) => [
    { action: 'iam:GenerateOrganizationsAccessReport', resource: `arn:${partition}:iam::${accountId}:access-report/*` },
    { action: 'iam:GetOrganizationsAccessReport', resource: '*' },
  ],
  run: async ({ TargetId }, scope) => {
    const organization = requireManaged(scope);
    const path = await pathTo(scope, organization, TargetId);
    const report = await organizationReport(scope, organization, path);
    if ('failed' in report) return { Failed: report.failed, Services: [], Since: null };
    return {
      Services: report.services.map(({ prefix, last, accounts }) => ({
        ServiceNamespace: prefix,
        ServiceName: serviceName(prefix),
        ...(last && { LastAttempt: new Date(last.time), Region: last.region, EntityPath: last.path }),
        Accounts: accounts,
      })),
      Since: await usesKnownSince(scope.db),
    };
  },
});

async function pathTo(
  { db, account }: Scope,
  organization: NonNullable<Scope['account']['organization']>,
  targetId: string,
): Promise<string[]> {
  const guardrails = await loadGuardrails(db, account.organization ?? organization);
  if (!/^\d{12}$/.test(targetId)) {
    const isThere = targetId === guardrails.rootId || guardrails.units.has(targetId);
    return [organization.id, ...(isThere ? pathOf(guardrails, targetId) : [targetId])];
  }
  const row = await db.account.findUnique({ where: { id: targetId } });
  if (row?.organizationId !== organization.id) return [organization.id, targetId];
  return [organization.id, ...pathOf(guardrails, row.parentId ?? guardrails.rootId), targetId];
}
