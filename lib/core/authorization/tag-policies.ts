import { sourceOfTagRule, type TagViolation, tagViolations } from '@gatehouse/policy/organization';
import { type AccountFacts, findAccountFacts } from '../account-facts';
import type { AwsError } from '../errors';
import { tagPolicyOf } from '../module/call-hooks';
import { allServices, fromModules, type Module, serviceNamed, type TagPolicyFacts } from '../module/module';
import type { Check, Scope } from '../operation';
import type { TagPair } from '../tags';
import { keysOf } from '../text/lists';

/** A policy, and the root, OU or account at which it is attached, each with its name. */
export type TagRuleSource = { policyId: string; policyName: string; nodeId: string; nodeName: string };

/** A tag that the effective tag policy of the caller's account refuses. The source is null where it is no longer known. */
export type TagPolicyRefusal = { accountId: string; resourceType: string; violation: TagViolation; source: TagRuleSource | null };

/** Ends an attempt whose tags do not comply with a tag policy. */
export class RefusedTag extends Error {
  /**
   * @param check the check whose tags are refused
   * @param error the service's own error
   * @param tagPolicy the refusal, or null if it is about another account's policy
   */
  constructor(
    readonly check: Check,
    readonly error: AwsError,
    readonly tagPolicy: TagPolicyRefusal | null,
  ) {
    super('refused tag');
  }
}

/**
 * Refuses tags that the effective tag policy of the resource's account enforces against, for every principal. Only calls that carry
 * tags of a type that tag policies know read anything here. AWS documents neither the order after authorization nor the account.
 * Source: Organizations User Guide, "Enforce tagging consistency".
 * @throws RefusedTag
 */
export async function requireCompliantTags(
  scope: Scope,
  checks: readonly Check[],
  asked: readonly { check: Check; tagPoliciesEnabled: boolean }[],
): Promise<void> {
  for (const check of checks) {
    const put = putTagsOf(check);
    // An account that ignores denials may not have been asked about all checks.
    const result = asked.find((one) => one.check === check) ?? asked[0];
    if (!put || !result?.tagPoliciesEnabled) continue;
    const owner = await ownerOf(scope, check, put.facts);
    const policy = owner && (await tagPolicyOf(scope.db, owner));
    if (!policy) continue;
    const violation = tagViolations(policy.rules, put.type, put.tags).find(({ enforced }) => enforced);
    if (!violation) continue;
    const error = put.facts.refusal(sentenceFor(violation.key));
    if (owner.id !== scope.accountId) throw new RefusedTag(check, error, null);
    const { settings, nameOf } = await policy.readSources(scope.db);
    const from = sourceOfTagRule(settings, violation.rule, violation.reason);
    throw new RefusedTag(check, error, {
      accountId: owner.id,
      resourceType: put.type,
      violation,
      source: from && {
        policyId: from.policy,
        policyName: nameOf(from.policy),
        nodeId: from.node,
        nodeName: nameOf(from.node),
      },
    });
  }
}

/** Returns AWS's sentence for a refused tag, which is the same in all services. */
function sentenceFor(key: string): string {
  return `The tag policy does not allow the specified value for the following tag key: '${key}'.`;
}

/** Returns the message of a refusal in its event: AWS's sentence, the rule, and the policy that set it. */
export function recordedRefusal({ error, tagPolicy }: RefusedTag): string {
  if (!tagPolicy) return error.message;
  const { source, violation } = tagPolicy;
  const rule = `Rule: ${violation.rule}.`;
  if (!source) return `${error.message} ${rule}`;
  const { policyId, policyName, nodeId, nodeName } = source;
  return `${error.message} ${rule} Tag policy: ${policyId} (${policyName}), attached to ${nodeId} (${nodeName}).`;
}

type PutTags = { facts: TagPolicyFacts; type: string; tags: readonly TagPair[] };

const REQUEST_TAG = 'aws:RequestTag/';

/** Returns the tags that a check says its call puts on a resource of a type that tag policies know, or null. */
function putTagsOf({ action, resource, context }: Check): PutTags | null {
  const tags = tagsOf(context);
  if (tags.length === 0) return null;
  const [service = '', name = ''] = action.split(':');
  const facts = serviceNamed(service)?.tagPolicies;
  const type = facts && (Object.hasOwn(facts.actions ?? {}, name) ? facts.actions?.[name] : typeOf(service, facts, resource));
  return facts && type ? { facts, type: `${service}:${type}`, tags } : null;
}

function tagsOf(context: Check['context']): TagPair[] {
  const tags: TagPair[] = [];
  for (const [key, value] of Object.entries(context ?? {}))
    if (key.startsWith(REQUEST_TAG) && typeof value === 'string') tags.push({ Key: key.slice(REQUEST_TAG.length), Value: value });
  return tags;
}

function typeOf(service: string, { types }: TagPolicyFacts, arn: string): string | undefined {
  const [, , ofArn, , , ...rest] = arn.split(':');
  if (ofArn !== service) return undefined;
  const part = rest.join(':');
  return keysOf<string>(types).find((type) => types[type]?.test(part));
}

async function ownerOf(
  { db, account }: Scope,
  { resourceAccount }: Check,
  { ofManagementAccount }: TagPolicyFacts,
): Promise<AccountFacts | null> {
  const id = ofManagementAccount ? account.organization?.managementAccountId : (resourceAccount ?? account.id);
  if (id === undefined || id === account.id) return account;
  return findAccountFacts(db, id);
}

/** Returns the resource types that tag policies know, as policies name them. */
export function tagPolicyTypes(): readonly string[] {
  return fromModules(typesOf);
}

const typesOf = (modules: readonly Module[]): readonly string[] =>
  allServices(modules).flatMap(({ name, tagPolicies }) => Object.keys(tagPolicies?.types ?? {}).map((type) => `${name}:${type}`));
