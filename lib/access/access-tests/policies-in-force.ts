import { type DeclarativePolicyType, type EffectiveObject, tagViolations } from '@gatehouse/policy/organization';
import { callerMay } from '../../core/authorization/authorize';
import { TAG_POLICY } from '../../core/authorization/guardrails';
import { type PlacedAccount, policyInForce } from '../../core/declarative-policies/in-force';
import { rulesOf, tagPolicyTypes } from '../../core/declarative-policies/tags';
import type { PolicyInForce } from '../../core/declarative-policy';
import type { Scope } from '../../core/operation';
import { giveWay } from '../../core/work/bulk';
import { DescribeEffectivePolicy } from '../../organizations/effective-policy/operations';
import type { AccessTest } from './format';
import { NameError } from './names';
import type { TestReason } from './results';

/** Tells whether the caller may see the effective policy of a type of an account. */
export type MaySee = (type: DeclarativePolicyType, accountId: string) => Promise<boolean>;
type Asked = { accounts: readonly PlacedAccount[]; nameOf: (accountId: string) => string; maySee: MaySee };

/** Returns the function that asks for each type and account once, as DescribeEffectivePolicy does. */
export function askOnce(scope: Scope): MaySee {
  const answers = new Map<string, Promise<boolean>>();
  const ask: MaySee = async (PolicyType, TargetId) => {
    const may = await callerMay(scope);
    const question = { PolicyType, TargetId };
    const target = (await DescribeEffectivePolicy.target?.(question, scope)) ?? null;
    for (const check of await DescribeEffectivePolicy.checks(question, scope, target)) if (!(await may(check))) return false;
    return true;
  };
  return (type, accountId) => {
    const key = `${type} ${accountId}`;
    const answer = answers.get(key) ?? ask(type, accountId);
    answers.set(key, answer);
    return answer;
  };
}

/** Returns the reasons why a value of the effective policies of accounts is another one. */
export async function effectivePolicyReasons(
  scope: Scope,
  asked: NonNullable<AccessTest['effective-policy']>,
  about: Asked,
): Promise<TestReason[]> {
  const { type, path, equals, contains, absent } = asked;
  return reasonsOf(scope, type, about, (policy) => {
    const found = policy && valueAt(policy.document, path);
    const there = textsOf(found);
    const shown = there === null ? 'not set' : there.join(', ') || 'empty';
    const at = path.join(' / ');
    if (absent) return found === undefined || found === null ? null : `${at} is set.`;
    if (there === null) return found ? `${at} has no value, but members.` : `${at} is not set.`;
    if (equals) return isSame(there, equals) ? null : `${at} is ${shown}, and not ${equals.join(', ') || 'empty'}.`;
    const missing = (contains ?? []).filter((value) => !there.includes(value));
    return missing.length === 0 ? null : `${at} is ${shown}, without ${missing.join(', ')}.`;
  });
}

/** Returns the reasons why the tag policies of accounts treat a tag in another way. */
export async function tagReasons(scope: Scope, asked: NonNullable<AccessTest['tag']>, about: Asked): Promise<TestReason[]> {
  const { resource, key, value, is } = asked;
  if (!tagPolicyTypes().includes(resource)) throw new NameError(`Tag policies know no resource type ${resource} here.`);
  return reasonsOf(scope, TAG_POLICY, about, (policy) => {
    const violations = policy ? tagViolations(rulesOf(policy.document), resource, [{ Key: key, Value: value }]) : [];
    const answer = violations.length === 0 ? 'compliant' : violations.some(({ enforced }) => enforced) ? 'refused' : 'reported';
    return answer === is ? null : `the tag ${key}=${value} on ${resource} is ${answer}, and not ${is}.`;
  });
}

/** @throws NameError for an account whose effective policies the caller may not see */
async function reasonsOf(
  scope: Scope,
  type: DeclarativePolicyType,
  { accounts, nameOf, maySee }: Asked,
  judge: (policy: PolicyInForce | null) => string | null,
): Promise<TestReason[]> {
  const reasons: TestReason[] = [];
  for (const account of accounts) {
    await giveWay();
    if (!(await maySee(type, account.id)))
      throw new NameError(`You don't have permission to view the effective policies of ${nameOf(account.id)}.`);
    const text = judge(await policyInForce(scope.db, account, type));
    if (text !== null) reasons.push({ text: `${nameOf(account.id)}: ${text}` });
  }
  return reasons;
}

type EffectiveJson = EffectiveObject[string];

/** Returns the value at a path. Names count in any case if no other has the same letters, because AWS changes the case of some. */
function valueAt(document: EffectiveObject, path: readonly string[]): EffectiveJson | undefined {
  let found: EffectiveJson | undefined = document;
  for (const name of path) {
    if (typeof found !== 'object' || found === null) return undefined;
    const alike = Object.keys(found).filter((each) => each.toLowerCase() === name.toLowerCase());
    const own = alike.includes(name) || alike.length !== 1 ? name : alike[0];
    if (own === undefined || !Object.hasOwn(found, own)) return undefined;
    found = Reflect.get(found, own) as EffectiveJson;
  }
  return found;
}

/** Returns the values of a setting as text, as the file has them, or null for a map and for no setting. */
export function textsOf(found: EffectiveJson | undefined): string[] | null {
  if (found === undefined || found === null) return null;
  if (Array.isArray(found)) return found.map(String);
  return typeof found === 'object' ? null : [String(found)];
}

/** Tests whether two lists have the same values. The order of an effective list depends on the attachments. */
function isSame(there: readonly string[], expected: readonly string[]): boolean {
  const [present, wanted] = [new Set(there), new Set(expected)];
  return present.size === wanted.size && [...wanted].every((value) => present.has(value));
}
