import { createHash } from 'node:crypto';
import { BY_TIME } from '../../core/time/by-time';
import type { AnalyzedAccess, Credential, ExternalAccess, Permissions } from '../../posture/analyzers/analyzed-access';
import type { ArchiveRule } from '../analyzer/rows';
import type { Filter } from '../analyzer/schema';
import type { AnalyzerFindingStatus } from './schema';

const DAY_MS = 86_400_000;

export type AnalyzerFindingType =
  | 'ExternalAccess'
  | 'UnusedIAMRole'
  | 'UnusedIAMUserAccessKey'
  | 'UnusedIAMUserPassword'
  | 'UnusedPermission';

/** A finding without times and status. It has only plain values, as it is stored. */
export type AnalyzerFindingFacts = {
  id: string;
  findingType: AnalyzerFindingType;
  resource: string;
  resourceType: string;
  resourceOwnerAccount: string;
  external?: {
    principal: Readonly<Record<string, string>>;
    action: readonly string[];
    condition: Readonly<Record<string, string>>;
    isPublic: boolean;
    resourceControlPolicyRestriction: 'APPLIED' | 'NOT_APPLICABLE';
  };
  /** For a credential or role: the time in ISO 8601. */
  lastAccessed?: string;
  accessKeyId?: string;
  /** The permissions by service. */
  permissions?: readonly { serviceNamespace: string; actions: readonly { action: string; lastAccessed?: string }[] }[];
};

/** A finding with its times and status. */
export type AnalyzerFinding = AnalyzerFindingFacts & {
  status: AnalyzerFindingStatus;
  createdAt: Date;
  updatedAt: Date;
  analyzedAt: Date;
};

type Looked = { id: string; type: string; unusedAccessAge: number | null };

/** Returns the findings of an analyzer in an account. Pure. */
export function findingsIn(analyzer: Looked, accountId: string, access: AnalyzedAccess, now: Date): AnalyzerFindingFacts[] {
  const { type, unusedAccessAge } = analyzer;
  if (unusedAccessAge === null) {
    const external = access.external[type === 'ACCOUNT' ? 'account' : 'organization'] ?? [];
    return external.map((each) => externalFinding(analyzer, accountId, each));
  }
  const { credentials = [], permissions = [], since = null } = access.unused ?? {};
  const border = borderOf(analyzer, now);
  const roles = new Set<string>();
  const idle = credentials
    .filter(({ createdAt, lastAccessed }) => (lastAccessed ?? createdAt) < border && createdAt < border)
    .map((credential) => {
      if (credential.type === 'UnusedIAMRole') roles.add(credential.resourceId);
      return credentialFinding(analyzer, accountId, credential);
    });
  // The history of uses is limited, so longer unused periods cannot be proven.
  const isKnown = since === null ? unusedAccessAge <= HISTORY_DAYS : since <= border;
  const allowed = isKnown ? permissions.filter(({ createdAt, resourceId }) => createdAt < border && !roles.has(resourceId)) : [];
  return [...idle, ...allowed.flatMap((each) => permissionFinding(analyzer, accountId, each, border))];
}

/** Returns the start of the period in which an analyzer looks for use. */
export function borderOf({ unusedAccessAge }: Pick<Looked, 'unusedAccessAge'>, now: Date): Date {
  return new Date(now.getTime() - (unusedAccessAge ?? 0) * DAY_MS);
}

/** The length of the history of uses. */
const HISTORY_DAYS = 90;

/** Returns the id of a finding, derived from its contents so that it never changes. AWS: ids are UUIDs. */
function idOf(analyzer: Looked, ...about: readonly unknown[]): string {
  const hex = createHash('sha256')
    .update(JSON.stringify([analyzer.id, ...about]))
    .digest('hex');
  return [hex.slice(0, 8), hex.slice(8, 12), `4${hex.slice(13, 16)}`, `8${hex.slice(17, 20)}`, hex.slice(20, 32)].join('-');
}

function externalFinding(analyzer: Looked, accountId: string, access: ExternalAccess): AnalyzerFindingFacts {
  const { resourceId, resource, resourceType, principal, action, condition, isPublic, cutByRcp } = access;
  return {
    id: idOf(analyzer, resourceId, principal, action),
    findingType: 'ExternalAccess',
    resource,
    resourceType,
    resourceOwnerAccount: accountId,
    external: {
      principal,
      action,
      condition,
      isPublic,
      resourceControlPolicyRestriction: cutByRcp ? 'APPLIED' : 'NOT_APPLICABLE',
    },
  };
}

function credentialFinding(analyzer: Looked, accountId: string, credential: Credential): AnalyzerFindingFacts {
  const { type, resourceId, resource, resourceType, accessKeyId, lastAccessed } = credential;
  return {
    id: idOf(analyzer, type, resourceId, accessKeyId),
    findingType: type,
    resource,
    resourceType,
    resourceOwnerAccount: accountId,
    ...(accessKeyId !== undefined && { accessKeyId }),
    ...(lastAccessed && { lastAccessed: lastAccessed.toISOString() }),
  };
}

function permissionFinding(analyzer: Looked, accountId: string, of: Permissions, border: Date): AnalyzerFindingFacts[] {
  const { resourceId, resource, resourceType } = of;
  const services = new Map<string, { action: string; lastAccessed?: string }[]>();
  for (const { action, lastAccessed } of of.actions) {
    if (lastAccessed !== null && lastAccessed >= border) continue;
    const [service = ''] = action.split(':', 1);
    const own = services.get(service) ?? [];
    services.set(service, own);
    own.push({ action, ...(lastAccessed && { lastAccessed: lastAccessed.toISOString() }) });
  }
  if (services.size === 0) return [];
  const id = idOf(analyzer, 'UnusedPermission', resourceId);
  const permissions = [...services].map(([serviceNamespace, actions]) => ({ serviceNamespace, actions }));
  return [{ id, findingType: 'UnusedPermission', resource, resourceType, resourceOwnerAccount: accountId, permissions }];
}

/** A stored finding. */
export type Stored = { found: AnalyzerFindingFacts; status: AnalyzerFindingStatus; createdAt: Date; updatedAt: Date };

/** AWS: resolved findings are deleted this many days after their last status update. */

/**
 * Merges stored findings with the current ones, and removes those resolved long ago. Pure.
 * @param wasExamined tests whether an account was examined. Findings of other accounts neither begin nor end
 */
export function advance(
  stored: readonly Stored[],
  found: readonly AnalyzerFindingFacts[],
  { now, rules, wasExamined }: { now: Date; rules: readonly ArchiveRule[]; wasExamined: (accountId: string) => boolean },
): AnalyzerFinding[] {
  const before = new Map(stored.map((each) => [each.found.id, each]));
  const findings = found.map((each): AnalyzerFinding => {
    const known = before.get(each.id);
    before.delete(each.id);
    const anew = known === undefined || known.status === 'RESOLVED';
    const created = known?.createdAt ?? now;
    const fresh: AnalyzerFinding = { ...each, status: 'ACTIVE', createdAt: created, updatedAt: now, analyzedAt: now };
    if (anew) return rules.some(({ filter }) => fits(fresh, filter)) ? { ...fresh, status: 'ARCHIVED' } : fresh;
    const isSame = JSON.stringify(known.found) === JSON.stringify(each);
    return { ...fresh, status: known.status, updatedAt: isSame ? known.updatedAt : now };
  });
  const forgotten = new Date(now.getTime() - BY_TIME.resolvedFinding.afterMs);
  const kept = [...before.values()].filter(({ status, updatedAt }) => status !== 'RESOLVED' || updatedAt > forgotten);
  const over = kept.map(({ found: each, status, createdAt, updatedAt }): AnalyzerFinding => {
    const stays = status === 'RESOLVED' || !wasExamined(each.resourceOwnerAccount);
    return {
      ...each,
      status: stays ? status : 'RESOLVED',
      createdAt,
      updatedAt: stays ? updatedAt : now,
      analyzedAt: stays ? updatedAt : now,
    };
  });
  return [...findings, ...over];
}

/** Returns the value of a filter key in a finding, or undefined if it has none. */
export function textAt(finding: AnalyzerFinding, key: string): string | undefined {
  const { external } = finding;
  if (key.startsWith('principal.')) return ownText(external?.principal, key.slice('principal.'.length));
  if (key.startsWith('condition.')) return ownText(external?.condition, key.slice('condition.'.length));
  switch (key) {
    case 'isPublic':
      return external && String(external.isPublic);
    case 'resourceControlPolicyRestriction':
      return external?.resourceControlPolicyRestriction;
    case 'createdAt':
    case 'updatedAt':
    case 'analyzedAt':
      return finding[key].toISOString();
    case 'id':
    case 'resource':
    case 'resourceType':
    case 'resourceOwnerAccount':
    case 'findingType':
    case 'status':
      return finding[key];
    default:
      return undefined;
  }
}

/** Reads own members only. Filters can contain any name, such as `condition.constructor`. */
function ownText(texts: Readonly<Record<string, string>> | undefined, key: string): string | undefined {
  return texts && Object.hasOwn(texts, key) ? texts[key] : undefined;
}

/** Tests whether a finding matches all criteria of a filter. */
export function fits(finding: AnalyzerFinding, filter: Filter): boolean {
  return Object.entries(filter).every(([key, { eq, neq, contains, exists }]) => {
    const value = textAt(finding, key);
    if (exists !== undefined && exists !== (value !== undefined)) return false;
    if (eq && !(value !== undefined && eq.includes(value))) return false;
    if (neq && value !== undefined && neq.includes(value)) return false;
    return !contains || (value !== undefined && contains.some((part) => value.includes(part)));
  });
}
