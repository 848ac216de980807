import type { AccessModel } from '@gatehouse/policy/analyze';
import { type Policy, type PolicyKind, parsePolicy } from '@gatehouse/policy/parse';
import { documentOf } from '../../../core/authorization/prepared-policies';
import { toShownPrincipals } from '../../../core/authorization/stored-principals';
import type { Transaction } from '../../../db/client';
import { PARTITION } from '../../run/callers';
import { PackError } from '../../run/world';

type KindOfResource = 'trust' | 'resource';

/** A policy of each kind, of which only the statement is left out. */
const DENIALS = {
  trust: { Effect: 'Deny', Principal: '*', Action: 'sts:*' },
  resource: { Effect: 'Deny', Principal: '*', Action: '*', Resource: '*' },
} as const;

/** Returns the kind of policy that a resource of a model has. */
function policyKindOf(arn: string): KindOfResource {
  return /^arn:[^:]+:iam::\d+:role\//.test(arn) ? 'trust' : 'resource';
}

/**
 * Returns the policy of a resource, or the trust policy of a role, with ARNs in place of unique ids, as people write it. Without one, nobody is
 * let in.
 */
export async function policyOfResource(db: Transaction, model: AccessModel, arn: string): Promise<Policy> {
  const kind = policyKindOf(arn);
  const prepared = model.resources.find((each) => each.arn === arn)?.policy;
  const [text] = prepared ? await toShownPrincipals(db, PARTITION, kind, [documentOf(prepared)]) : [];
  return text === undefined ? policyForNobody(kind) : parsed(text, kind, `The policy of ${arn}`);
}

/** Returns a policy with the denials of the RCPs that apply to a resource, which limit everybody that the policy lets in. */
export function withRcps(policy: Policy, { accounts, resources }: AccessModel, arn: string): Policy {
  const owner = resources.find((each) => each.arn === arn)?.accountId;
  const levels = accounts.find(({ accountId }) => accountId === owner)?.rcp ?? [];
  const denials = levels.flatMap(({ policies }) =>
    policies.flatMap((rcp) => rcp.policy.statements.filter(({ effect }) => effect === 'Deny')),
  );
  return { ...policy, statements: [...policy.statements, ...denials] };
}

/** Returns a policy that a pack writes for a resource. @throws PackError if it is none */
export function referenceForResource(text: string, arn: string): Policy {
  return parsed(text, policyKindOf(arn), 'The reference');
}

/** Returns the policy of a resource that has none. It lets nobody in, and no text can say so without a statement. */
function policyForNobody(kind: KindOfResource): Policy {
  const text = JSON.stringify({ Version: '2012-10-17', Statement: DENIALS[kind] });
  return { ...parsed(text, kind, 'The policy'), statements: [] };
}

function parsed(text: string, kind: PolicyKind, name: string): Policy {
  const result = parsePolicy(text, kind, { author: 'aws' });
  if (!result.ok) throw new PackError(`${name} can't be read: ${result.issues[0]?.message}`);
  return result.policy;
}
