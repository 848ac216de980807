import type { ConditionTrace, Explanation, LevelTrace, PolicyTrace, Principal } from '@gatehouse/policy/evaluate';
import { callerMay } from '../../core/authorization/authorize';
import type { Scope } from '../../core/operation';
import { afterLast, before } from '../../core/text/text-parts';
import { ListInstanceProfileTags } from '../../iam/instance-profile/operations';
import { ListMFADeviceTags } from '../../iam/mfa/operations';
import { ListOpenIDConnectProviderTags } from '../../iam/oidc-provider/operations';
import { ListPolicyTags } from '../../iam/policy/operations';
import { ListRoleTags } from '../../iam/role/operations';
import { ListSAMLProviderTags } from '../../iam/saml-provider/operations';
import { ListServerCertificateTags } from '../../iam/server-certificate/operations';
import { ListUserTags } from '../../iam/user/operations';
import { ListTagsForResource } from '../../organizations/tag/operations';
import { type Reading, storedTagReading } from '../../resources/resources';
import { mayRun } from './may-run';

const PRINCIPAL_TAG = /^aws:principaltag\//i;
const OBJECT_TAG = /^s3:existingobjecttag\//i;
/** The condition keys of stored tags, without tags that a request sets. */
const STORED_TAG = /^[a-z0-9-]+:(?!request)[a-z]*tag\//i;
const VARIABLE = /\$\{([^}]*)\}/g;

/** The read operation by the part of the ARN before the name. */
const IAM_TAG_READINGS: Readonly<Record<string, (name: string, arn: string) => Reading>> = {
  user: (UserName) => [ListUserTags, { UserName }],
  role: (RoleName) => [ListRoleTags, { RoleName }],
  policy: (_, PolicyArn) => [ListPolicyTags, { PolicyArn }],
  'instance-profile': (InstanceProfileName) => [ListInstanceProfileTags, { InstanceProfileName }],
  'server-certificate': (ServerCertificateName) => [ListServerCertificateTags, { ServerCertificateName }],
  mfa: (_, SerialNumber) => [ListMFADeviceTags, { SerialNumber }],
  'saml-provider': (_, SAMLProviderArn) => [ListSAMLProviderTags, { SAMLProviderArn }],
  'oidc-provider': (_, OpenIDConnectProviderArn) => [ListOpenIDConnectProviderTags, { OpenIDConnectProviderArn }],
};

/** The owner of a tag: the principal, the resource or the object of a call. Each has its own read operation. */
type Tagged = 'principal' | 'resource' | 'object';

function taggedBy(key: string): Tagged | null {
  if (PRINCIPAL_TAG.test(key)) return 'principal';
  if (OBJECT_TAG.test(key)) return 'object';
  return STORED_TAG.test(key) ? 'resource' : null;
}

/** Tests whether a condition key is a tag that the viewer may not read. */
export type IsHiddenTag = (key: string) => boolean;

/**
 * Finds the tags in an explanation that the viewer may not read. Each needs the read operation of its owner, such as iam:ListUserTags.
 * @param given the condition keys that the viewer supplied and so knows
 */
export async function hiddenTags(scope: Scope, explanation: Explanation, given: readonly string[]): Promise<IsHiddenTag> {
  const known = new Set(given.map((key) => key.toLowerCase()));
  const conditions = conditionsOf(explanation);
  // Policy variables also bring tags into the compared values.
  const keys = [
    ...Object.keys(explanation.request.context),
    ...conditions.flatMap(({ key, expected }) => [key, ...variablesIn(expected)]),
  ];
  const hidden = new Set<Tagged>();
  const asked = new Set(keys.flatMap((key) => taggedBy(key) ?? []));
  const may = asked.size === 0 ? null : await callerMay(scope);
  for (const tagged of asked) {
    const reading = readingOf(scope, explanation, tagged);
    if (reading === 'everybody' || !may) continue;
    if (reading === 'nobody' || !(await mayRun(may, scope, ...reading))) hidden.add(tagged);
  }
  return (key) => {
    const tagged = taggedBy(key);
    return tagged !== null && hidden.has(tagged) && !known.has(key.toLowerCase());
  };
}

/** Returns the call that shows tags. Returns `everybody` if every viewer knows them, or `nobody` if nobody in the viewer's account may. */
function readingOf(
  { accountId }: Scope,
  { request, resourceAccount }: Explanation,
  tagged: Tagged,
): Reading | 'everybody' | 'nobody' {
  const arn = tagged === 'principal' ? taggedArn(request.principal) : request.resource;
  if (arn === null) return 'everybody';
  const owner = arn.split(':')[4] || resourceAccount;
  const [, , service, , , name = ''] = arn.split(':');
  // Tags of users and roles are read in the viewer's own account.
  if (service === 'iam' && owner !== accountId) return 'nobody';
  if (service === 'iam') return IAM_TAG_READINGS[before(name, '/')]?.(afterLast(name, '/'), arn) ?? 'everybody';
  if (service === 'organizations') return [ListTagsForResource, { ResourceId: arn.split('/').at(-1) }];
  return storedTagReading(arn, tagged === 'object') ?? 'everybody';
}

/** Returns the ARN of the user or role that has a caller's tags. A session has its role's tags. */
function taggedArn(principal: Principal): string | null {
  if (principal.type === 'User') return principal.arn;
  return principal.type === 'AssumedRole' ? principal.roleArn : null;
}

function conditionsOf({ policies, scpLevels, rcpLevels }: Explanation): ConditionTrace[] {
  const traces = [...policies, ...[...scpLevels, ...rcpLevels].flatMap((level) => level.policies)];
  return traces.flatMap(({ statements }) => statements.flatMap(({ conditions }) => conditions));
}

/** Tests whether a decision compares tags of its caller that the viewer may not read. */
export function comparesHiddenTags(explanation: Explanation, isHidden: IsHiddenTag): boolean {
  const keys = conditionsOf(explanation).flatMap(({ key, expected }) => [key, ...variablesIn(expected)]);
  return keys.some((key) => PRINCIPAL_TAG.test(key) && isHidden(key));
}

function variablesIn(values: readonly string[]): string[] {
  return values.flatMap((value) => [...value.matchAll(VARIABLE)].map(([, name = '']) => before(name, ',').trim()));
}

/** Removes the values of tags from an explanation, and the values compared with them. */
export function withoutTags(explanation: Explanation, isHidden: IsHiddenTag): Explanation {
  const condition = (trace: ConditionTrace): ConditionTrace => {
    const { resolved, ...rest } = trace;
    const shown = resolved && variablesIn(trace.expected).some(isHidden) ? rest : trace;
    return isHidden(trace.key) && trace.actual !== null ? { ...shown, actual: null, hidden: true } : shown;
  };
  const policy = (trace: PolicyTrace): PolicyTrace => ({
    ...trace,
    statements: trace.statements.map((statement) => ({ ...statement, conditions: statement.conditions.map(condition) })),
  });
  const level = (trace: LevelTrace): LevelTrace => ({ ...trace, policies: trace.policies.map(policy) });
  const { request } = explanation;
  const context = Object.fromEntries(Object.entries(request.context).filter(([key]) => !isHidden(key)));
  return {
    ...explanation,
    request: { ...request, context },
    policies: explanation.policies.map(policy),
    scpLevels: explanation.scpLevels.map(level),
    rcpLevels: explanation.rcpLevels.map(level),
  };
}
