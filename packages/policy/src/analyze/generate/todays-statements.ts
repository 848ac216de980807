import { preparePolicyText } from '../../evaluate/prepare-policy';
import { LiveRecord, type PreparedPolicy } from '../../evaluate/record';
import { type PreparedRequest, prepareRequest } from '../../evaluate/request';
import type { AuthorizationRequest, PolicyRef } from '../../evaluate/types';
import { matchAction } from '../../match/match-action';
import { statementToJson } from '../../policy/print-policy';
import type { Statement } from '../../policy/types';
import type { Steps } from '../steps';

export type StatementJson = ReturnType<typeof statementToJson>;

/** A statement of a principal's current policies. */
export type TodaysStatement = {
  policy: PolicyRef;
  /** Its index in the policy, from 0. */
  index: number;
  effect: 'Allow' | 'Deny';
  /** The statement as in a document of the current version. */
  json: StatementJson;
  /** The JSON of its Condition element. Empty without one. */
  condition: string;
  covers(action: string): boolean;
  /** Tests whether it applies to a request, and whether it would if its conditions held. */
  applies(request: PreparedRequest): boolean;
  appliesBare(request: PreparedRequest): boolean;
};

/** Returns the statements of policies, ready to be evaluated one by one. Each takes a step, because it can name thousands of actions. */
export function* todaysStatements(policies: readonly PreparedPolicy[]): Steps<TodaysStatement[]> {
  const read: TodaysStatement[] = [];
  for (const { ref, policy } of policies) {
    for (const statement of policy.statements) {
      yield;
      read.push(readStatement(ref, statement, policy.version !== '2012-10-17'));
    }
  }
  return read;
}

export function askOnce(request: AuthorizationRequest): PreparedRequest {
  return prepareRequest(request, false);
}

function readStatement(policy: PolicyRef, statement: Statement, isOld: boolean): TodaysStatement {
  const written = statementToJson(statement);
  // The previous version had no variables: text that looks like one is literal.
  const json: StatementJson = isOld ? JSON.parse(JSON.stringify(written).replaceAll('${', '${$}{')) : written;
  const { Condition, ...bare } = json;
  const rule = alone(json);
  const bareRule = Condition === undefined ? rule : alone(bare);
  const { effect, action } = statement;
  const applies = (to: PreparedPolicy | null, request: PreparedRequest) => {
    if (to === null) return false;
    const record = new LiveRecord(request);
    return effect === 'Allow' ? record.allow(to) >= 0 : record.denies(to).length > 0;
  };
  return {
    policy,
    index: statement.index,
    effect,
    json,
    condition: Condition === undefined ? '' : JSON.stringify(Condition),
    covers: (name) => action.entries.some(({ value }) => matchAction(value, name)) !== action.negated,
    applies: (request) => applies(rule, request),
    appliesBare: (request) => applies(bareRule, request),
  };
}

const REF: PolicyRef = { id: 'today', type: 'identity', name: 'today', origin: { kind: 'inline' } };

function alone(statement: StatementJson): PreparedPolicy | null {
  const read = preparePolicyText(REF, JSON.stringify({ Version: '2012-10-17', Statement: [statement] }), { author: 'aws' });
  return read.ok ? read.prepared : null;
}
