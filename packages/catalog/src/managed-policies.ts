import { readGenerated, readGeneratedSlice, requireFormat } from './generated-files';
import { MORE_SERVICE_PRINCIPALS } from './service-principals';
import type { ManagedPolicy, ManagedPolicyKind } from './types';

declare global {
  var gatehouseManagedPolicies: Library | undefined;
}

type Row = readonly [
  arn: string,
  policyId: string,
  versionId: string,
  createDate: string,
  updateDate: string,
  offset: number,
  length: number,
];
type Stored = { format: number; policies: readonly Row[]; servicePrincipals: readonly string[] };
type Library = {
  policies: readonly ManagedPolicy[];
  byArn: ReadonlyMap<string, { policy: ManagedPolicy; offset: number; length: number }>;
  servicePrincipals: readonly string[];
};

// AWS: "AWS managed policies for job functions" lists these besides the ones under /job-function/.
const JOB_FUNCTIONS_ELSEWHERE = new Set(['AdministratorAccess', 'PowerUserAccess', 'ReadOnlyAccess', 'SecurityAudit']);

/** Returns all AWS managed policies by name, without documents. Throws if the generated files are missing. */
export function listManagedPolicies(): readonly ManagedPolicy[] {
  return library().policies;
}

/** Returns the AWS managed policy with this ARN, or undefined. */
export function findManagedPolicy(arn: string): ManagedPolicy | undefined {
  return library().byArn.get(arn)?.policy;
}

/**
 * Returns the JSON text of a managed policy's default version on one line, or undefined for an unknown policy. Each call reads the file.
 */
export function managedPolicyDocument(arn: string): string | undefined {
  const entry = library().byArn.get(arn);
  return entry && readGeneratedSlice('managed-policies.ndjson', entry.offset, entry.length);
}

/**
 * Returns sorted service principals such as `ec2.amazonaws.com`. AWS publishes no complete list, so use it for completions and never to
 * reject a name.
 */
export function listServicePrincipals(): readonly string[] {
  return library().servicePrincipals;
}

function library(): Library {
  globalThis.gatehouseManagedPolicies ??= readLibrary();
  return globalThis.gatehouseManagedPolicies;
}

function readLibrary(): Library {
  const stored: Stored = JSON.parse(readGenerated('managed-policies.json'));
  requireFormat('managed-policies.json', stored);
  const entries = stored.policies.map((row) => ({ policy: toManagedPolicy(row), offset: row[5], length: row[6] }));
  return {
    policies: entries.map(({ policy }) => policy),
    byArn: new Map(entries.map((entry) => [entry.policy.arn, entry])),
    servicePrincipals: [
      ...new Set([...stored.servicePrincipals, ...MORE_SERVICE_PRINCIPALS.map((name) => `${name}.amazonaws.com`)]),
    ].sort(),
  };
}

function toManagedPolicy([arn, policyId, defaultVersionId, createDate, updateDate]: Row): ManagedPolicy {
  const resource = arn.slice(arn.indexOf(':policy/') + ':policy'.length);
  const name = resource.slice(resource.lastIndexOf('/') + 1);
  const path = resource.slice(0, resource.lastIndexOf('/') + 1);
  return { arn, name, path, policyId, kind: kindOf(path, name), defaultVersionId, createDate, updateDate };
}

function kindOf(path: string, name: string): ManagedPolicyKind {
  if (path === '/aws-service-role/') return 'serviceLinkedRole';
  if (path === '/service-role/') return 'serviceRole';
  if (path === '/root-task/') return 'rootTask';
  return path === '/job-function/' || JOB_FUNCTIONS_ELSEWHERE.has(name) ? 'jobFunction' : 'standard';
}
