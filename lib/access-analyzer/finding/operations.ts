import { defineOperation, type Scope } from '../../core/operation';
import { sortInTurns } from '../../core/work/bulk';
import type { Database } from '../../db/client';
import { type AnalyzerRow, analyzerCheck, findAnalyzerOf, invalid, notFound, requireAnalyzer } from '../analyzer/rows';
import { requireFilter, requireRule } from '../archive-rules';
import { pageOfRows } from '../page';
import { type AnalyzerFinding, fits, textAt } from './findings';
import { storeFindings } from './keep';
import { readFindings } from './read';
import { ApplyArchiveRuleInput, GetFindingV2Input, ListFindingsV2Input, UpdateFindingsInput } from './schema';

type Named = { analyzerArn: string };

const target = ({ analyzerArn }: Named, scope: Scope) => findAnalyzerOf(scope, analyzerArn);

const checkOf =
  (action: string) =>
  ({ analyzerArn }: Named, _scope: Scope, analyzer: AnalyzerRow | null) =>
    analyzerCheck(action, analyzerArn, analyzer);

function toSummary({
  id,
  findingType,
  resource,
  resourceType,
  resourceOwnerAccount,
  status,
  createdAt,
  updatedAt,
  analyzedAt,
}: AnalyzerFinding) {
  return { id, findingType, resource, resourceType, resourceOwnerAccount, status, createdAt, updatedAt, analyzedAt };
}

/** Lists the current findings of an analyzer. Source: IAM Access Analyzer API Reference, "ListFindingsV2". */
export const ListFindingsV2 = defineOperation({
  service: 'access-analyzer',
  name: 'ListFindingsV2',
  access: 'Read',
  input: ListFindingsV2Input,
  target,
  checks: checkOf('ListFindingsV2'),
  run: async ({ filter = {}, sort = {}, maxResults, nextToken, ...named }, scope, found) => {
    requireFilter(filter);
    const { attributeName = 'updatedAt', orderBy = sort.attributeName === undefined ? 'DESC' : 'ASC' } = sort;
    requireFilter({ [attributeName]: { exists: true } });
    const findings = (await readFindings(scope, found, named)).filter((finding) => fits(finding, filter));
    const sign = orderBy === 'ASC' ? 1 : -1;
    const keyOf = (finding: (typeof findings)[number]) => textAt(finding, attributeName) ?? '';
    const sorted = await sortInTurns(findings, (a, b) => {
      const [one, other] = [keyOf(a), keyOf(b)];
      if (one !== other) return one < other ? -sign : sign;
      return a.id < b.id ? -1 : 1;
    });
    const list = `ListFindingsV2:${JSON.stringify([named, filter, attributeName, orderBy])}`;
    const { items, nextToken: next } = pageOfRows(sorted, list, { maxResults, nextToken });
    return { findings: items.map(toSummary), nextToken: next };
  },
});

/** Returns a finding with its details. Source: IAM Access Analyzer API Reference, "GetFindingV2". */
export const GetFindingV2 = defineOperation({
  service: 'access-analyzer',
  name: 'GetFindingV2',
  access: 'Read',
  input: GetFindingV2Input,
  target,
  checks: checkOf('GetFindingV2'),
  run: async ({ id, maxResults, nextToken, ...named }, scope, found) => {
    const finding = (await readFindings(scope, found, named)).find((each) => each.id === id);
    if (!finding) throw notFound(`The finding ${id} cannot be found.`, id, 'Finding');
    const { items, nextToken: next } = pageOfRows(detailsOf(finding), `GetFindingV2:${id}`, { maxResults, nextToken });
    return { ...toSummary(finding), findingDetails: items, nextToken: next };
  },
});

type Last = { lastAccessed?: Date };
export type FindingDetails = {
  externalAccessDetails?: NonNullable<AnalyzerFinding['external']>;
  unusedIamRoleDetails?: Last;
  unusedIamUserPasswordDetails?: Last;
  unusedIamUserAccessKeyDetails?: Last & { accessKeyId: string };
  unusedPermissionDetails?: { serviceNamespace: string; actions: (Last & { action: string })[] };
};

/** Returns the details of a finding: one, or one per service for unused permissions. */
function detailsOf({ findingType, external, accessKeyId, lastAccessed, permissions = [] }: AnalyzerFinding): FindingDetails[] {
  const last = lastAccessed === undefined ? {} : { lastAccessed: new Date(lastAccessed) };
  switch (findingType) {
    case 'ExternalAccess':
      return external ? [{ externalAccessDetails: external }] : [];
    case 'UnusedIAMRole':
      return [{ unusedIamRoleDetails: last }];
    case 'UnusedIAMUserPassword':
      return [{ unusedIamUserPasswordDetails: last }];
    case 'UnusedIAMUserAccessKey':
      return [{ unusedIamUserAccessKeyDetails: { accessKeyId: accessKeyId ?? '', ...last } }];
    case 'UnusedPermission':
      return permissions.map(({ serviceNamespace, actions }) => ({
        unusedPermissionDetails: {
          serviceNamespace,
          actions: actions.map(({ action, lastAccessed: time }) => ({
            action,
            ...(time !== undefined && { lastAccessed: new Date(time) }),
          })),
        },
      }));
  }
}

/** Computes the findings for a write before its transaction, because it can take long. */
async function prepare(input: Named, scope: Scope, found: AnalyzerRow | null, { reader }: Database): Promise<AnalyzerFinding[]> {
  return readFindings({ ...scope, db: reader }, found, input);
}

/** Archives findings or makes archived ones active again. Resolved findings do not change. */
export const UpdateFindings = defineOperation({
  service: 'access-analyzer',
  name: 'UpdateFindings',
  access: 'Write',
  input: UpdateFindingsInput,
  target,
  checks: checkOf('UpdateFindings'),
  prepare,
  run: async ({ analyzerArn, status, ids, resourceArn }, { db, now }, found, findings) => {
    const analyzer = requireAnalyzer(found, analyzerArn);
    if ((ids === undefined) === (resourceArn === undefined)) throw invalid('Specify either ids or resourceArn.', 'ids');
    const asked = new Set(ids);
    const named = findings.filter(({ id, resource }) => (ids ? asked.has(id) : resource === resourceArn));
    for (const { id } of named) asked.delete(id);
    const [missing] = asked;
    if (missing !== undefined) throw notFound(`The finding ${missing} cannot be found.`, missing, 'Finding');
    await setStatus(db, analyzer, named, status, now);
  },
  touches: () => ({}),
});

async function setStatus(
  db: Scope['db'],
  analyzer: AnalyzerRow,
  findings: readonly AnalyzerFinding[],
  status: 'ACTIVE' | 'ARCHIVED',
  now: Date,
): Promise<void> {
  const changed = findings.filter((finding) => finding.status !== 'RESOLVED' && finding.status !== status);
  await storeFindings(
    db,
    analyzer,
    changed.map((finding) => ({ ...finding, status, updatedAt: now })),
  );
}

/** Archives the existing findings that match a rule. */
export const ApplyArchiveRule = defineOperation({
  service: 'access-analyzer',
  name: 'ApplyArchiveRule',
  access: 'Write',
  input: ApplyArchiveRuleInput,
  target,
  checks: checkOf('ApplyArchiveRule'),
  prepare,
  run: async ({ analyzerArn, ruleName }, { db, now }, found, findings) => {
    const analyzer = requireAnalyzer(found, analyzerArn);
    const { filter } = requireRule(analyzer, ruleName);
    await setStatus(
      db,
      analyzer,
      findings.filter((finding) => fits(finding, filter)),
      'ARCHIVED',
      now,
    );
  },
  touches: () => ({}),
});
