import { deniesEverything } from '@gatehouse/policy/analyze';
import type { PreparedPolicy } from '@gatehouse/policy/evaluate';
import type { AccountFacts } from '../../core/account-facts';
import {
  assembleRequest,
  type CallerPolicies,
  explainSet,
  loadCallerPolicies,
  policiesOf,
} from '../../core/authorization/authorize';
import { tryPrepare } from '../../core/authorization/prepared-policies';
import type { Caller } from '../../core/call';
import type { Scope } from '../../core/operation';

type CompiledStatement = PreparedPolicy['compiled']['statements'][number];

/** The condition keys that a session has for its whole life, whatever it calls. */
const FIXED = new Set(['identitystore:userid', 'identitystore:identitystorearn', 'aws:tokenissuetime', 'aws:userid']);

/** A call that needs permission. A statement that denies everything denies this one too. */
const PROBE = { action: 'iam:ListUsers', resource: '*' };

const TRIED = { id: 'tried:inline', type: 'identity', name: 'inline policy', origin: { kind: 'inline' } } as const;

/** Tests whether the conditions of a statement have the same result for every call of a session. */
function isForEveryCall({ keys }: CompiledStatement): boolean {
  return keys.every((key) => FIXED.has(key.toLowerCase()));
}

/**
 * Tests whether a statement that applies to a session denies all of its calls. The engine decides which statements apply.
 * @param caller the session
 * @param inlinePolicy an inline policy of its role that is only tried
 */
export async function isShutOut(scope: Scope, caller: Caller, account: AccountFacts, inlinePolicy?: string): Promise<boolean> {
  const call = { ...scope.call, caller, context: undefined };
  const loaded = await loadCallerPolicies(scope.db, caller, account);
  const policies = inlinePolicy === undefined ? loaded : withPolicy(loaded, inlinePolicy);
  const { request, set } = await assembleRequest(scope.db, call, account, policies, PROBE);
  const prepared = new Map(policiesOf(set).map((policy) => [policy.ref.id, policy]));
  const { explanation } = explainSet(request, set);
  const traces = [...explanation.policies, ...explanation.scpLevels.flatMap((level) => level.policies)];
  return traces.some(({ policy, statements }) =>
    statements.some(({ index, applies, effect }) => {
      const statement = prepared.get(policy.id)?.compiled.statements[index];
      return applies && effect === 'Deny' && statement !== undefined && deniesEverything(statement) && isForEveryCall(statement);
    }),
  );
}

function withPolicy(loaded: CallerPolicies, text: string): CallerPolicies {
  const tried = tryPrepare(TRIED, text);
  if (!tried.ok) return loaded;
  return { ...loaded, policies: { ...loaded.policies, identity: [...loaded.policies.identity, tried.prepared] } };
}
