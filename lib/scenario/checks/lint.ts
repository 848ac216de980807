import { loadCatalog } from '@gatehouse/catalog/load-catalog';
import type { PolicyKind } from '@gatehouse/policy/parse';
import { type Finding, validatePolicy } from '@gatehouse/policy/validate';
import { giveWay, letOthersIn } from '../../core/work/bulk';
import type { Way } from '../format/checks';
import { replaceInText } from '../format/references';
import { accountIdOf } from '../run/world';
import type { Circumstances } from './circumstances';
import type { Result } from './result';
import { changedKeys, POLICIES, policyKey, readPolicyDigests } from './rows';

type Lint = Extract<Way, { kind: 'lint' }>;

/** A policy document of the attempt, with its name. */
export type StoredPolicy = { key: string; name: string; accountId: string; kind: PolicyKind; text: string };

/** Looks for validation findings by code or type in policies: those changed since the start, or those with a name. */
export async function checkLint(circumstances: Circumstances, check: Lint): Promise<Result> {
  const unwanted = new Set(check.none);
  for (const policy of await policiesMeant(circumstances, check.policies)) {
    circumstances.bounds.time();
    await letOthersIn();
    const findings = validatePolicy(policy.text, policy.kind, { catalog: loadCatalog() });
    const found = findings.find(({ issueCode, findingType }) => unwanted.has(issueCode) || unwanted.has(findingType));
    if (found) return { rows: [false], seen: seenOf(found) };
  }
  return { rows: [true] };
}

function seenOf({ issueCode, locations }: Finding): string {
  const title = issueCode
    .replace(/^GATEHOUSE_/, '')
    .toLowerCase()
    .replaceAll('_', ' ');
  const line = locations[0]?.span.start.line;
  return `A policy has the finding “${title}”${line === undefined ? '' : ` in line ${line}`}.`;
}

async function policiesMeant(circumstances: Circumstances, meant: Lint['policies']): Promise<StoredPolicy[]> {
  const all = await storedPolicies(circumstances);
  if (meant !== 'touched') {
    const named = new Set<StoredPolicy>();
    for (const text of meant) for (const policy of policiesNamed(circumstances, all, text)) named.add(policy);
    return [...named];
  }
  const { attempt, database } = circumstances;
  const now = await readPolicyDigests(database.reader, await circumstances.extent());
  const changed = changedKeys(attempt.start[POLICIES] ?? {}, now);
  return all.filter(({ key }) => changed.has(key));
}

/** Returns policies by name, such as `Work`, optionally in one account: `Work@dev`. A trust policy has the name of its role. */
export function policiesNamed({ world, lookUp }: Circumstances, all: readonly StoredPolicy[], text: string): StoredPolicy[] {
  const [, name = '', account] = /^(.*?)(?:@([^@]+))?$/.exec(replaceInText(text, lookUp)) ?? [];
  const accountId = account === undefined ? undefined : accountIdOf(world, account);
  return all.filter((policy) => policy.name === name && (accountId === undefined || policy.accountId === accountId));
}

/**
 * Returns every customer policy document of the attempt: default versions of managed policies, inline policies, trust policies
 * and organization policies.
 */
export function storedPolicies(circumstances: Circumstances): Promise<readonly StoredPolicy[]> {
  return circumstances.once('policies', async () => {
    const { reader: db } = circumstances.database;
    const { accountIds, organizationIds } = await circumstances.extent();
    const where = { accountId: { in: accountIds } };
    const managed = await db.policy.findMany({ where, include: { versions: true } });
    const inline = await db.inlinePolicy.findMany({ where });
    const roles = await db.role.findMany({ where });
    const guardrails = await db.organizationPolicy.findMany({ where: { organizationId: { in: organizationIds } } });
    const found: StoredPolicy[] = [];
    for (const { id, name, accountId, defaultVersionId, versions } of managed) {
      const version = versions.find(({ versionId }) => versionId === defaultVersionId);
      const key = policyKey('PolicyVersion', { policyId: id, versionId: defaultVersionId });
      if (version) found.push({ key, name, accountId, kind: 'identity', text: version.document });
      await giveWay();
    }
    for (const row of inline)
      found.push({
        key: policyKey('InlinePolicy', row),
        name: row.name,
        accountId: row.accountId,
        kind: 'identity',
        text: row.document,
      });
    for (const row of roles)
      found.push({
        key: policyKey('Role', row),
        name: row.name,
        accountId: row.accountId,
        kind: 'trust',
        text: row.assumeRolePolicyDocument,
      });
    for (const row of guardrails) {
      const kind = row.type === 'SERVICE_CONTROL_POLICY' ? 'scp' : row.type === 'RESOURCE_CONTROL_POLICY' ? 'rcp' : null;
      if (kind) found.push({ key: policyKey('OrganizationPolicy', row), name: row.name, accountId: '', kind, text: row.content });
    }
    return found;
  });
}
