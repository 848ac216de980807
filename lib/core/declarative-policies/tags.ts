import {
  type EffectiveObject,
  readTagRules,
  sourcesOfTagRules,
  type TagRules,
  type TagViolation,
  tagViolations,
} from '@gatehouse/policy/organization';
import { type AccountFacts, findAccountFacts } from '../account-facts';
import { TAG_POLICY } from '../authorization/guardrails';
import type { SettingOrigin } from '../declarative-policy';
import { withFacts } from '../errors';
import { allServices, fromModules, type Module, serviceNamed, type TagPolicyFacts } from '../module/module';
import type { Check, Scope } from '../operation';
import type { TagPair } from '../tags';
import { keysOf } from '../text/lists';
import { policyInForce } from './in-force';

/**
 * Refuses tags that the effective tag policy of the resource's account enforces against, for every principal. Only calls that carry
 * tags of a type that tag policies know read anything here. AWS documents neither the order after authorization nor the account.
 * Source: Organizations User Guide, "Enforce tagging consistency".
 * @throws AwsError the service's own error. It carries the refusal, unless that is about another account's policy
 */
export async function requireCompliantTags(scope: Scope, checks: readonly Check[]): Promise<void> {
  for (const check of checks) {
    const put = putTagsOf(check);
    const owner = put && (await ownerOf(scope, check, put.facts));
    const policy = owner && (await policyInForce(scope.db, owner, TAG_POLICY));
    if (!policy) continue;
    const violation = tagViolations(rulesOf(policy.document), put.type, put.tags).find(({ enforced }) => enforced);
    if (!violation) continue;
    const error = put.facts.refusal(sentenceFor(violation.key));
    if (owner.id !== scope.accountId) throw error;
    const origin = policy.named(sourcesOfTagRules(policy.settings)(violation.rule, violation.reason));
    throw withFacts(error, {
      recorded: recordedMessage(error.message, violation, origin),
      refusal: { accountId: owner.id, policyType: TAG_POLICY, origin, tag: { resourceType: put.type, violation } },
    });
  }
}

/** The rules by document. A document in force is one object for all its accounts. */
const rules = new WeakMap<EffectiveObject, TagRules>();

/** Returns the rules of a tag policy in force. */
export function rulesOf(document: EffectiveObject): TagRules {
  const known = rules.get(document) ?? readTagRules(document);
  rules.set(document, known);
  return known;
}

/** Returns AWS's sentence for a refused tag, which is the same in all services. */
function sentenceFor(key: string): string {
  return `The tag policy does not allow the specified value for the following tag key: '${key}'.`;
}

/** Returns the message of a refusal in its event: AWS's sentence, the rule, and the policy that set it. */
function recordedMessage(sentence: string, { rule }: TagViolation, origin: SettingOrigin | null): string {
  if (!origin) return `${sentence} Rule: ${rule}.`;
  const { policyId, policyName, nodeId, nodeName } = origin;
  return `${sentence} Rule: ${rule}. Tag policy: ${policyId} (${policyName}), attached to ${nodeId} (${nodeName}).`;
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
