import { isAccountId } from '../arn/parse-arn';
import { preparePolicyText } from '../evaluate/prepare-policy';
import { principalContext } from '../evaluate/principal-context';
import type { PreparedPolicy } from '../evaluate/record';
import { isRole } from '../evaluate/request';
import type {
  AuthorizationRequest,
  CredentialType,
  OrganizationLevel,
  PolicyOrigin,
  PolicySet,
  PolicyType,
  RequestContext,
} from '../evaluate/types';
import { CaseError, isObject, type JsonObject, listOf, onlyKnown, readBoolean, readString, stringOr } from './read-json';
import { readPrincipal } from './read-principal';

/** A loaded case: its request and policies, and the unread expectation. */
export type LoadedCase = { request: AuthorizationRequest; set: PolicySet<PreparedPolicy>; expect: unknown };

export type LoadCaseResult = { ok: true; loaded: LoadedCase } | { ok: false; message: string };

/**
 * Reads a case of the golden-case format (`README.md`, "Cases") from a JSON value. Anything else, including invalid policies, returns a
 * message with its position. It never throws.
 */
export function loadCase(value: unknown): LoadCaseResult {
  try {
    if (!isObject(value)) throw new CaseError('A case is a JSON object.');
    return { ok: true, loaded: { request: readRequest(value), set: readSet(value), expect: value.expect } };
  } catch (error) {
    if (error instanceof CaseError) return { ok: false, message: error.message };
    throw error;
  }
}

const KNOWN = new Set([
  'name',
  'source',
  'principal',
  'credential',
  'action',
  'resource',
  'resourceAccount',
  'context',
  'principalContext',
  'identity',
  'boundary',
  'session',
  'scopes',
  'resourcePolicy',
  'trustPolicy',
  'scp',
  'rcp',
  'vpcEndpoint',
  'organization',
  'expect',
  'note',
]);

const OF_ORGANIZATION = new Set([
  'principalInManagementAccount',
  'resourceInManagementAccount',
  'resourceIsAwsManagedKey',
  'blockPublicAccess',
  'ownersOnly',
  'rcpServices',
  'rcpFullAccess',
]);
const OF_LEVEL = new Set(['id', 'name', 'kind', 'policies']);
const OF_POLICY = new Set(['name', 'arn', 'group', 'document']);
const LEVEL_KINDS = ['root', 'organizationalUnit', 'account'] as const;

const CREDENTIALS: readonly CredentialType[] = [
  'longTerm',
  'console',
  'assumeRole',
  'federationToken',
  'sessionToken',
  'sessionTokenWithMfa',
  'assumeRoot',
  'unsigned',
];

function readRequest(value: JsonObject): AuthorizationRequest {
  onlyKnown(value, KNOWN, 'a case');
  const principal = readPrincipal(value.principal);
  const action = readString(value, 'action');
  if (!/^[^:\s*?]+:[^:\s*?]+$/.test(action)) throw new CaseError('"action" must be service:Name without wildcards.');
  const credential = CREDENTIALS.find((known) => known === value.credential);
  if (value.credential !== undefined && credential === undefined)
    throw new CaseError(`"credential" is one of ${CREDENTIALS.join(', ')}.`);
  const given = readContext(value.context);
  const adds = readBoolean(value, 'principalContext', true);
  const context = adds ? withDefaults(given, principalContext(principal)) : given;
  return {
    principal,
    ...(credential === undefined ? {} : { credential }),
    action,
    resource: stringOr(value, 'resource', '*'),
    ...(value.resourceAccount === undefined ? {} : { resourceAccount: readAccount(value) }),
    context,
  };
}

function readAccount(value: JsonObject): string {
  const account = readString(value, 'resourceAccount');
  if (!isAccountId(account)) throw new CaseError('"resourceAccount" must be an account id of 12 digits.');
  return account;
}

function readContext(value: unknown): RequestContext {
  if (value === undefined) return {};
  if (!isObject(value)) throw new CaseError('"context" must be an object of condition keys.');
  const context: Record<string, string | readonly string[]> = {};
  for (const [key, item] of Object.entries(value)) {
    context[key] = Array.isArray(item) ? item.map((one) => scalar(one, key)) : scalar(item, key);
  }
  return context;
}

function scalar(value: unknown, key: string): string {
  if (typeof value === 'string') return value;
  if (typeof value === 'number' || typeof value === 'boolean') return String(value);
  throw new CaseError(`The context key "${key}" must be a string or a list of strings.`);
}

function withDefaults(given: RequestContext, defaults: RequestContext): RequestContext {
  const names = new Set(Object.keys(given).map((name) => name.toLowerCase()));
  const missing = Object.entries(defaults).filter(([name]) => !names.has(name.toLowerCase()));
  return missing.length === 0 ? given : { ...Object.fromEntries(missing), ...given };
}

function readSet(value: JsonObject): PolicySet<PreparedPolicy> {
  const organization = value.organization ?? {};
  if (!isObject(organization)) throw new CaseError('"organization" must be an object.');
  onlyKnown(organization, OF_ORGANIZATION, '"organization"');
  const resource = readResourcePolicy(value);
  return {
    identity: listOf(value.identity, 'identity').map((item, i) => readPolicy(item, 'identity', `identity/${i}`)),
    ...(value.boundary === undefined ? {} : { boundary: readPolicy(value.boundary, 'boundary', 'boundary') }),
    ...(value.session === undefined
      ? {}
      : { session: listOf(value.session, 'session').map((item, i) => readPolicy(item, 'session', `session/${i}`)) }),
    ...(value.scopes === undefined
      ? {}
      : { scopes: listOf(value.scopes, 'scopes').map((item, i) => readPolicy(item, 'session', `scopes/${i}`)) }),
    ...(resource === undefined ? {} : { resource }),
    ...(value.scp === undefined ? {} : { scp: readLevels(value.scp, 'scp', false) }),
    ...(value.rcp === undefined ? {} : { rcp: readLevels(value.rcp, 'rcp', readBoolean(organization, 'rcpFullAccess', true)) }),
    ...(value.vpcEndpoint === undefined ? {} : { vpcEndpoint: readPolicy(value.vpcEndpoint, 'vpcEndpoint', 'vpcEndpoint') }),
    principalInManagementAccount: readBoolean(organization, 'principalInManagementAccount', false),
    resourceInManagementAccount: readBoolean(organization, 'resourceInManagementAccount', false),
    resourceIsAwsManagedKey: readBoolean(organization, 'resourceIsAwsManagedKey', false),
    blockPublicAccess: readBoolean(organization, 'blockPublicAccess', false),
    ownersOnly: readBoolean(organization, 'ownersOnly', false),
    ...(organization.rcpServices === undefined
      ? {}
      : { rcpServices: listOf(organization.rcpServices, 'rcpServices').map(readService) }),
  };
}

function readService(value: unknown): string {
  if (typeof value !== 'string') throw new CaseError('"rcpServices" must be a list of service prefixes.');
  return value.toLowerCase();
}

function readResourcePolicy(value: JsonObject): PreparedPolicy | undefined {
  if (value.trustPolicy !== undefined && value.resourcePolicy !== undefined)
    throw new CaseError('A resource has a "trustPolicy" or a "resourcePolicy", not both.');
  if (value.trustPolicy !== undefined) return readPolicy(value.trustPolicy, 'trust', 'trustPolicy');
  if (value.resourcePolicy === undefined) return undefined;
  const { action, resource } = value;
  const trust = typeof action === 'string' && /^sts:/i.test(action) && typeof resource === 'string' && isRole(resource);
  return readPolicy(value.resourcePolicy, trust ? 'trust' : 'resource', 'resourcePolicy');
}

function readLevels(value: unknown, type: 'scp' | 'rcp', fullAccess: boolean): OrganizationLevel<PreparedPolicy>[] {
  const items = listOf(value, type);
  return items.map((item, i): OrganizationLevel<PreparedPolicy> => {
    const given: JsonObject = isObject(item) ? item : { policies: item };
    onlyKnown(given, OF_LEVEL, `${type} level ${i}`);
    const position = i === 0 ? 'root' : i === items.length - 1 ? 'account' : 'organizationalUnit';
    const kind = given.kind === undefined ? position : LEVEL_KINDS.find((known) => known === given.kind);
    if (kind === undefined) throw new CaseError(`"kind" of ${type} level ${i} is one of ${LEVEL_KINDS.join(', ')}.`);
    const id = stringOr(given, 'id', `${type}/${i}`);
    const policies = listOf(given.policies, `${type} level ${i}`).map((policy, j) =>
      readPolicy(policy, type, `${type}/${i}/${j}`),
    );
    const hasFull = policies.some((policy) => policy.ref.arn === RCP_FULL_ACCESS.arn);
    if (fullAccess && !hasFull) policies.push(readPolicy('RCPFullAWSAccess', 'rcp', `${type}/${i}/p-RCPFullAWSAccess`));
    return { id, name: stringOr(given, 'name', id), kind, policies };
  });
}

const SCP_FULL_ACCESS = {
  name: 'FullAWSAccess',
  arn: 'arn:aws:organizations::aws:policy/service_control_policy/p-FullAWSAccess',
  document: { Version: '2012-10-17', Statement: [{ Effect: 'Allow', Action: '*', Resource: '*' }] },
};

const RCP_FULL_ACCESS = {
  name: 'RCPFullAWSAccess',
  arn: 'arn:aws:organizations::aws:policy/resource_control_policy/p-RCPFullAWSAccess',
  document: { Version: '2012-10-17', Statement: [{ Effect: 'Allow', Principal: '*', Action: '*', Resource: '*' }] },
};

/** Reads a document (object or text), or `{ name, arn, group, document }`. The two full-access policies can be given by name. */
function readPolicy(value: unknown, type: PolicyType, id: string): PreparedPolicy {
  const named = value === 'FullAWSAccess' ? SCP_FULL_ACCESS : value === 'RCPFullAWSAccess' ? RCP_FULL_ACCESS : value;
  const wrapped: JsonObject = isObject(named) && 'document' in named ? named : { document: named };
  onlyKnown(wrapped, OF_POLICY, `the policy ${id}`);
  const { document } = wrapped;
  const text = typeof document === 'string' ? document : textOf(document, id);
  const name = stringOr(wrapped, 'name', id);
  const arn = wrapped.arn === undefined ? {} : { arn: readString(wrapped, 'arn') };
  const result = preparePolicyText({ id, type, name, ...arn, origin: originOf(wrapped, type, id) }, text, { author: 'aws' });
  if (result.ok) return result.prepared;
  const [issue] = result.issues;
  const path = issue?.path.length ? ` at ${issue.path.join('.')}` : '';
  throw new CaseError(`The policy ${id} is invalid${path}: ${issue?.message ?? 'unreadable'}`);
}

function textOf(document: unknown, id: string): string {
  try {
    return JSON.stringify(document ?? null);
  } catch {
    throw new CaseError(`The policy ${id} is nested too deeply.`);
  }
}

function originOf(wrapped: JsonObject, type: PolicyType, id: string): PolicyOrigin {
  switch (type) {
    case 'boundary':
      return { kind: 'boundary' };
    case 'session':
      return { kind: 'session' };
    case 'scp':
    case 'rcp':
      return { kind: 'level', levelId: id.slice(0, id.lastIndexOf('/')) };
    case 'resource':
    case 'trust':
    case 'vpcEndpoint':
      return { kind: 'resource', resourceArn: id };
    case 'identity': {
      const inline = wrapped.arn === undefined;
      if (wrapped.group !== undefined) return { kind: 'group', groupName: readString(wrapped, 'group'), inline };
      return { kind: inline ? 'inline' : 'direct' };
    }
  }
}
