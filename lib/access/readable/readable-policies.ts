import {
  isAwsManaged,
  type PolicyRef,
  type PolicyTrace,
  type PreparedPolicy,
  type Principal,
  type Situation,
} from '@gatehouse/policy/evaluate';
import type { AccountFacts } from '../../core/account-facts';
import { callerMay, type DecisionRecord } from '../../core/authorization/authorize';
import { documentOf } from '../../core/authorization/prepared-policies';
import { arnsOfIds } from '../../core/authorization/stored-principals';
import type { AnyOperation, Scope } from '../../core/operation';
import { afterLast } from '../../core/text/text-parts';
import { giveWay } from '../../core/work/bulk';
import { GetGroupPolicy, GetRolePolicy, GetUserPolicy } from '../../iam/inline-policy/operations';
import { GetPolicyVersion } from '../../iam/policy/version-operations';
import { GetRole } from '../../iam/role/operations';
import { DescribePolicy } from '../../organizations/policy/operations';
import { policyReading } from '../../resources/resources';
import { isDrafted } from '../drafts';
import { GIVEN_POLICY_ID } from '../resource-policy';
import type { PolicyDraft } from '../schema';
import type { AccessSubject } from '../subject';
import { parseSubject } from '../subject-arn';
import { findPlan, principalsIn, type ShownFix, shownFixes, situationOf } from './fixes';
import { mayRun } from './may-run';
import { comparesHiddenTags, hiddenTags, withoutTags } from './readable-tags';
import { withShownPrincipals } from './shown-principals';

/** The policies in question, by default the caller's account's, and the drafts that the viewer wrote. */
export type AskedAbout = {
  subject: Pick<AccessSubject, 'kind' | 'name'> & { account?: Pick<AccountFacts, 'id'> };
  drafts?: readonly PolicyDraft[] | undefined;
};

/**
 * Returns the ids of policies whose text the viewer may not read. SimulatePrincipalPolicy does not allow reading policies: the policy's own
 * read operation does. Other viewers see the policy's name, its type and the number of the deciding statement.
 *
 * AWS managed policies are public. Policies of another account are for that account to show.
 * @returns ids
 */
export async function hiddenPolicies(
  scope: Scope,
  policies: Iterable<{ policy: PolicyRef; about: AskedAbout }>,
): Promise<ReadonlySet<string>> {
  const may = await callerMay(scope);
  // Each policy is checked once, even if it comes from several groups or levels.
  const known = new Map<string, boolean>();
  const hidden = new Set<string>();
  for (const { policy, about } of policies) {
    const reading = readingOf(policy, about);
    if (!reading) continue;
    if (isOfCaller(policy) && about.subject.account !== undefined && about.subject.account.id !== scope.accountId) {
      hidden.add(policy.id);
      continue;
    }
    const [operation, input] = reading;
    const name = `${operation.name} ${JSON.stringify(input)}`;
    const readable = known.get(name) ?? (await mayRun(may, scope, operation, input));
    known.set(name, readable);
    if (!readable) hidden.add(policy.id);
    await giveWay();
  }
  return hidden;
}

/** Returns the entity whose policies decide for a principal. For a role session it is the role. */
export function entityBehind(principal: Principal): AskedAbout['subject'] {
  if (principal.type === 'AssumedRole') return { kind: 'Role', name: afterLast(principal.roleArn, '/') };
  return { kind: 'User', name: principal.type === 'User' ? principal.userName : '' };
}

const allAbout = (policies: readonly PolicyRef[], about: AskedAbout) => policies.map((policy) => ({ policy, about }));

/** Tests whether a policy belongs to the caller's account. */
function isOfCaller({ type }: PolicyRef): boolean {
  return type === 'identity' || type === 'boundary' || type === 'session';
}

/** Returns the call that shows a policy, or null if the viewer knows the policy anyway. */
function readingOf(policy: PolicyRef, { subject, drafts }: AskedAbout): [AnyOperation, object] | null {
  const { id, type, name, arn, origin } = policy;
  if (isAwsManaged(policy) || id === GIVEN_POLICY_ID || isDrafted(policy, drafts)) return null;
  if (type === 'scp' || type === 'rcp') return [DescribePolicy, { PolicyId: id.split('@')[0] }];
  if (arn !== undefined) return [GetPolicyVersion, { PolicyArn: arn, VersionId: 'v1' }];
  if (origin.kind === 'group') return [GetGroupPolicy, { GroupName: origin.groupName, PolicyName: name }];
  const reading = origin.kind === 'resource' ? policyReading(origin.resourceArn) : null;
  if (reading) return reading;
  if (origin.kind === 'resource') return [GetRole, { RoleName: parseSubject(origin.resourceArn)?.name ?? '' }];
  if (origin.kind !== 'inline') return null;
  if (subject.kind === 'Group') return [GetGroupPolicy, { GroupName: subject.name, PolicyName: name }];
  if (subject.kind === 'Role') return [GetRolePolicy, { RoleName: subject.name, PolicyName: name }];
  return [GetUserPolicy, { UserName: subject.name, PolicyName: name }];
}

/** Returns the policy texts that the viewer may read, by policy id. */
export async function readableDocuments(
  scope: Scope,
  about: AskedAbout,
  policies: readonly PreparedPolicy[],
): Promise<Record<string, string>> {
  const refs = policies.map(({ ref }) => ref);
  const hidden = await hiddenPolicies(scope, allAbout(refs, about));
  const readable = policies.filter(({ ref }) => !hidden.has(ref.id));
  return Object.fromEntries(readable.map((policy) => [policy.ref.id, documentOf(policy)]));
}

/** A decision as its viewer sees it, with the changes that would allow it. */
export type ExplainedCheck = Pick<DecisionRecord, 'explanation' | 'documents'> & {
  fixes: readonly ShownFix[];
  /** The decision compares tags of the caller that the viewer may not read. */
  comparesHiddenTags?: true;
};

/**
 * The inputs of an unrecorded question: the situation (null if no change can be found), the policies of other accounts, and the condition
 * keys that the viewer gave.
 */
type AskedOf = { situation: Situation | null; foreign: readonly string[]; given: readonly string[] };

/**
 * Returns a record as its viewer sees it. Unique ids in the resource policy become ARNs as in AWS, and policy texts and tags that the
 * viewer may not read are removed.
 *
 * The changes that would allow the call are found and tried with everything, and only then reduced to what the viewer may see.
 */
export async function asShown(record: DecisionRecord, scope: Scope, about: AskedAbout, asked?: AskedOf): Promise<ExplainedCheck> {
  const { explanation, documents } = record;
  const hidden = new Set([...(await hiddenIn(record, scope, about)), ...(asked?.foreign ?? [])]);
  const situation = asked ? asked.situation : situationOf(record);
  const plan = situation && explanation.decision !== 'Allowed' ? await findPlan(situation) : null;
  const isHiddenTag = await hiddenTags(scope, explanation, asked?.given ?? []);
  const arns = await arnsOfIds(scope.db, scope.partition, plan ? principalsIn(plan) : []);
  const viewer = { hidden, isHiddenTag, principal: (name: string) => arns.get(name) ?? name };
  const fixes = situation && plan ? shownFixes(plan, situation, explanation.resourceAccount, viewer) : [];
  const shown = withoutHidden({ explanation, documents }, hidden);
  const told = { ...shown, explanation: withoutTags(shown.explanation, isHiddenTag), fixes };
  return {
    ...(await withShownPrincipals(scope, told)),
    ...(comparesHiddenTags(explanation, isHiddenTag) && { comparesHiddenTags: true }),
  };
}

async function hiddenIn({ explanation }: DecisionRecord, scope: Scope, about: AskedAbout): Promise<ReadonlySet<string>> {
  const levels = [...explanation.scpLevels, ...explanation.rcpLevels];
  const traces = [...explanation.policies, ...levels.flatMap(({ policies }) => policies)];
  const asked = [...new Map(traces.map(({ policy }) => [policy.id, policy])).values()];
  return hiddenPolicies(scope, allAbout(asked, about));
}

/** Removes the texts of policies from a record, and everything that quotes them. */
function withoutHidden(
  { explanation, documents }: Pick<DecisionRecord, 'explanation' | 'documents'>,
  hidden: ReadonlySet<string>,
): Pick<DecisionRecord, 'explanation' | 'documents'> {
  if (hidden.size === 0) return { explanation, documents };
  const strip = (trace: PolicyTrace) => (hidden.has(trace.policy.id) ? { ...trace, statements: [] } : trace);
  const stripLevel = <L extends { policies: readonly PolicyTrace[] }>(level: L) => ({
    ...level,
    policies: level.policies.map(strip),
  });
  return {
    documents: Object.fromEntries(Object.entries(documents).filter(([id]) => !hidden.has(id))),
    explanation: {
      ...explanation,
      policies: explanation.policies.map(strip),
      scpLevels: explanation.scpLevels.map(stripLevel),
      rcpLevels: explanation.rcpLevels.map(stripLevel),
    },
  };
}
