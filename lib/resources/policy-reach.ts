import { checkNoPublicAccessSteps } from '@gatehouse/policy/analyze';
import { isAccountId, parseArn } from '@gatehouse/policy/arn';
import { type Policy, parsePolicy } from '@gatehouse/policy/parse';
import { BoundedMap } from '../core/cache/bounded-map';
import { takeInTurns } from '../core/work/bulk';

/** The reach of a resource's policy. */
export type PolicyReach = {
  /** The number of statements. 0 without a policy. */
  Statements: number;
  /** True if it allows callers that it does not name. */
  Public: boolean;
  /** True if it allows something to other accounts, or to principals of theirs, by name. */
  Outside: boolean;
  /** True if its statements for others have no effect: S3 Block Public Access covers a bucket with a public policy. */
  Blocked: boolean;
};

export const NO_POLICY: PolicyReach = { Statements: 0, Public: false, Outside: false, Blocked: false };

/** Lists check many policies, so a policy that takes more work than this share counts as public. */
const EFFORT = 0.05;
// Many resources have the policy of one template.
const checked = new BoundedMap<string, boolean>(2_000);

/**
 * @param text as readers see it
 * @param accountId the resource's owner
 * @param known whether it is public, if that is known already
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

/**
 * Returns whether a policy is public, if its principals alone decide that. It is not public if it names all of them, and it is if
 * it allows everybody. Null if they don't decide.
 */
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
