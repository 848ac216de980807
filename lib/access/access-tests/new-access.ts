import { loadCatalog } from '@gatehouse/catalog/load-catalog';
import { type CheckWitness, checkNoNewAccessSteps } from '@gatehouse/policy/analyze';
import { accountPartOf } from '@gatehouse/policy/arn';
import type { PolicyRef, PreparedPolicy } from '@gatehouse/policy/evaluate';
import type { Policy } from '@gatehouse/policy/parse';
import { readManagedPolicies } from '../../core/authorization/principal-policies';
import type { Scope } from '../../core/operation';
import { takeInTurns } from '../../core/work/bulk';
import { actionIndex } from '../model/action-index';
import { type AskedAbout, hiddenPolicies } from '../readable/readable-policies';
import { mayReadAccount } from '../readable-accounts';
import type { AccessSubject } from '../subject';
import { prepareTried } from './considered-policy';
import { NameError } from './names';
import type { TestReason } from './results';
import { statementWords } from './words';

export type Reference = { reference?: string | undefined; policy?: string | undefined; account: string };

const REFERENCE: PolicyRef = { id: 'reference', type: 'identity', name: 'reference', origin: { kind: 'inline' } };

/** The share of an analysis budget for one comparison. A file can have many comparisons, and each gives way to other calls. */
const EFFORT = 0.1;

/**
 * Compares the identity policies of a principal with a reference and returns what they allow beyond it. Only viewers who may read all of
 * the policies get examples, because examples quote their texts.
 * @throws NameError if a managed policy does not exist or may not be read, AwsError MalformedPolicyDocument if a reference does not parse
 */
export async function newAccessReasons(scope: Scope, subject: AccessSubject, asked: Reference): Promise<TestReason[]> {
  const policies = subject.policies.policies.identity;
  const reference = prepareTried(REFERENCE, asked.reference ?? (await managedPolicy(scope, asked))).policy;
  const merged = asOnePolicy(policies);
  if (!merged) return [];
  const origins = policies.flatMap((policy) => policy.policy.statements.map((_, statementIndex) => ({ policy, statementIndex })));
  const check = await takeInTurns(checkNoNewAccessSteps(reference, merged, { effort: EFFORT, index: await actionIndex() }));
  if (check.result === 'PASS') return [];
  if (check.result === 'UNKNOWN')
    return [{ text: 'it cannot be told whether its policies give more than the reference.', undecided: true }];
  const refs = policies.map(({ ref }) => ref);
  const quotes = await mayReadAll(scope, refs, { subject });
  return check.findings.map(({ statementIndex, witness }) => {
    const from = origins[statementIndex];
    const by = from ? statementWords([{ policyId: from.policy.ref.id, statementIndex: from.statementIndex }], [from.policy]) : '';
    return { text: `more than the reference by ${by}${witness && quotes ? `: ${witnessWords(witness)}` : ''}.` };
  });
}

/** Joins policies into one, because a Deny in one removes what another allows. Returns null for an empty list. */
export function asOnePolicy(policies: readonly PreparedPolicy[]): Policy | null {
  const [first] = policies;
  if (!first) return null;
  const statements = policies.flatMap(({ policy }) => policy.statements);
  return { ...first.policy, version: '2012-10-17', statements: statements.map((one, index) => ({ ...one, index })) };
}

async function mayReadAll(scope: Scope, policies: readonly PolicyRef[], about: AskedAbout): Promise<boolean> {
  const asked = policies.map((policy) => ({ policy, about }));
  return (await hiddenPolicies(scope, asked)).size === 0;
}

function witnessWords({ action, resource, context }: CheckWitness): string {
  const keys = Object.entries(context).map(([key, value]) => `${key} ${typeof value === 'string' ? value : value.join(', ')}`);
  // The engine compares in lower case, so the catalog's spelling is shown.
  const known = loadCatalog().action(action);
  return `${known ? `${known.service}:${known.name}` : action} on ${resource}${keys.length > 0 ? ` with ${keys.join(', ')}` : ''}`;
}

async function managedPolicy(scope: Scope, { policy: name = '', account }: Reference): Promise<string> {
  const { db, partition } = scope;
  const arns = name.startsWith('arn:')
    ? [name]
    : (await db.policy.findMany({ where: { accountId: account, name }, select: { arn: true } })).map(({ arn }) => arn);
  const found = await readManagedPolicies(db, arns.length > 0 ? arns : [`arn:${partition}:iam::aws:policy/${name}`]);
  const [arn = '', document] = [...found][0] ?? [];
  const owner = accountPartOf(arn);
  if (!document || !(owner === 'aws' || (await mayReadAccount(scope, owner))))
    throw new NameError(`There is no managed policy ${name}.`);
  // Comparing a policy with chosen references again and again would reveal its text.
  const ref: PolicyRef = { id: arn, type: 'identity', name, arn, origin: { kind: 'direct' } };
  if (owner === scope.accountId && !(await mayReadAll(scope, [ref], { subject: { kind: 'User', name: '' } })))
    throw new NameError(`You don't have permission to read the managed policy ${name}.`);
  return document.document;
}
