import { checkNoPublicAccessSteps } from '@gatehouse/policy/analyze';
import { isAccountId, parseArn } from '@gatehouse/policy/arn';
import { type Policy, parsePolicy } from '@gatehouse/policy/parse';
import { BoundedMap } from '../core/bounded-map';
import { takeInTurns } from '../core/bulk';

/** How far the policy on a resource reaches. */
export type PolicyReach = {
  /** How many statements it has; none where there is no policy. */
  Statements: number;
  /** It lets in callers whom it does not name. */
  Public: boolean;
  /** It allows something to other accounts, or to principals of theirs, by name. */
  Outside: boolean;
  /** What it says to others counts for nothing: S3 Block Public Access, over a bucket whose policy is public. */
  Blocked: boolean;
};

export const NO_POLICY: PolicyReach = { Statements: 0, Public: false, Outside: false, Blocked: false };

/** Lists look at many policies: one that would hold the process for longer than a moment counts as public, as the check does. */
const EFFORT = 0.05;
// Many resources have the policy of one template.
const checked = new BoundedMap<string, boolean>(2_000);

/**
 * @param text as its readers see it
 * @param accountId whose the resource is
 * @param known whether it is public, where that was found out before
 */
export async function policyReach(text: string, accountId: string, known?: boolean): Promise<PolicyReach> {
  const parsed = parsePolicy(text, 'resource');
  if (!parsed.ok) return NO_POLICY;
  const { policy } = parsed;
  return {
    Statements: policy.statements.length,
    Public: known ?? (await isPublic(text, policy)),
    Outside: policy.statements.some(({ effect, principal }) => {
      if (effect !== 'Allow' || !principal || principal.negated) return false;
      return principal.entries.some(({ key, value }) => key === 'AWS' && isOutside(value, accountId));
    }),
    Blocked: false,
  };
}

function isOutside(principal: string, accountId: string): boolean {
  const owner = isAccountId(principal) ? principal : parseArn(principal)?.accountId;
  return owner !== undefined && owner !== accountId;
}

/** Returns whether a policy is public, where its principals alone say so: one that names all of them does not, one that lets everybody in does. */
function isPlainlyPublic({ statements }: Policy): boolean | null {
  const open = statements.filter(({ effect, principal }) => {
    return effect === 'Allow' && (principal?.negated || principal?.entries.some(({ value }) => value === '*'));
  });
  if (open.length === 0) return false;
  if (statements.some(({ effect }) => effect === 'Deny')) return null;
  const everybody = open.some(({ principal, conditions }) => {
    return (
      conditions.length === 0 &&
      !principal?.negated &&
      principal?.entries.some(({ key, value }) => (key === 'Any' || key === 'AWS') && value === '*')
    );
  });
  return everybody ? true : null;
}

async function isPublic(text: string, policy: Policy): Promise<boolean> {
  const plain = isPlainlyPublic(policy);
  if (plain !== null) return plain;
  const known = checked.get(text);
  if (known !== undefined) return known;
  const { result } = await takeInTurns(checkNoPublicAccessSteps(policy, { effort: EFFORT }));
  checked.set(text, result !== 'PASS');
  return result !== 'PASS';
}
