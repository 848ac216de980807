import { hasNoResource } from '@gatehouse/catalog/load-catalog';
import { z } from 'zod';
import { type AccountFacts, requireAccountFacts } from '../../core/account-facts';
import { authorizeCheck, loadCallerPolicies } from '../../core/authorization/authorize';
import type { Call, Caller } from '../../core/call';
import type { Scope } from '../../core/operation';
import { callerOfRole } from '../../iam/callers';
import type { RoleRow } from '../../iam/role/rows';
import { checkOfStored, findKeptResource } from '../resources';
import type { FunctionResource } from './resource';

// A function's run here: it executes no code, and reports what its role may do.

const MOST_CALLS = 20;
const Calls = z
  .array(z.object({ action: z.string().regex(/^[a-z0-9-]+:[A-Za-z0-9]+$/i), resource: z.string().min(1).max(2048).default('*') }))
  .max(MOST_CALLS);
type AskedCalls = z.output<typeof Calls>;

/** The environment variable with the calls of a function whose payload lists none. */
export const CALLS_VARIABLE = 'GATEHOUSE_CALLS';

/** Reads the calls in a payload, or else in a variable. Null if neither lists any. For an invalid list, it returns the reason. */
export function readCalls(payload: unknown, variable: string | undefined): { calls: AskedCalls | null } | { wrong: string } {
  const listed = typeof payload === 'object' && payload !== null && 'calls' in payload ? payload.calls : undefined;
  const given = listed ?? (variable === undefined ? undefined : readJson(variable));
  if (given === undefined) return { calls: null };
  const read = Calls.safeParse(given);
  if (read.success) return { calls: read.data };
  const [issue] = read.error.issues;
  const source = listed === undefined ? `the variable ${CALLS_VARIABLE}` : '"calls"';
  const form = '{"action": "service:Action", "resource": "ARN"}';
  return { wrong: `${source} must be a list of at most ${MOST_CALLS} of ${form}: ${issue?.path.join('.')} ${issue?.message}` };
}

function readJson(text: string): unknown {
  try {
    return JSON.parse(text);
  } catch {
    return text;
  }
}

/** A call of the role's session, with its decision. `message`: AWS's sentence for a denial. */
type DecidedCall = { action: string; resource: string; decision: string; message?: string };

/** The answer of an invocation. */
export type Invocation = {
  ranAs: string;
  role: string;
  account: string;
  calls?: DecidedCall[];
  /** The sources of the role's permissions, if no calls are listed. */
  policies?: { name: string; type: string }[];
};

/**
 * Decides the calls as for the session of the function's role, by the same policies and engine. Nothing is carried out.
 * @param calls null: none are listed
 */
export async function invoke(
  scope: Scope,
  found: FunctionResource,
  role: RoleRow,
  calls: AskedCalls | null,
): Promise<Invocation> {
  const { db, partition, now } = scope;
  const account = await requireAccountFacts(db, found.accountId);
  const caller = sessionOf(scope, role, found);
  const policies = await loadCallerPolicies(db, caller, account);
  const arn = 'arn' in caller.principal ? caller.principal.arn : '';
  const told = { ranAs: arn, role: found.settings.role, account: found.accountId };
  if (!calls) {
    const { identity, boundary } = policies.policies;
    const all = [...identity, ...(boundary ? [boundary] : [])];
    return { ...told, policies: all.map(({ ref }) => ({ name: ref.name, type: ref.type })) };
  }
  // The function's own calls have no known origin or client. AWS: they carry the function's ARN.
  const call: Call = {
    ...scope.call,
    caller,
    partition,
    now,
    sourceIp: '',
    userAgent: '',
    context: { 'lambda:SourceFunctionArn': found.arn },
  };
  const decided: DecidedCall[] = [];
  for (const asked of calls) decided.push(await decide(asked, { db, now, call, account, policies }));
  return { ...told, calls: decided };
}

function sessionOf({ partition, now }: Scope, role: RoleRow, { name }: FunctionResource): Caller {
  const issuedAt = now.toISOString();
  const expiresAt = new Date(now.getTime() + role.maxSessionDuration * 1000).toISOString();
  return { ...callerOfRole(partition, role, name), session: { issuedAt, expiresAt } };
}

type Running = Pick<Scope, 'db' | 'now' | 'call'> & {
  account: AccountFacts;
  policies: Awaited<ReturnType<typeof loadCallerPolicies>>;
};

async function decide(
  { action, resource: named }: AskedCalls[number],
  { db, call, account, policies }: Running,
): Promise<DecidedCall> {
  const resource = hasNoResource(action) ? '*' : named;
  const kept = await findKeptResource({ db, call }, resource);
  const [, owned] = /^arn:[^:]*:[^:]*:[^:]*:(\d{12}):/.exec(resource) ?? [];
  const owner = owned ?? kept?.found.accountId ?? account.id;
  const check = await checkOfStored({ Action: action, Resource: resource }, { owner, callerAccountId: account.id, kept, db });
  const { decision, explain } = await authorizeCheck(db, call, account, policies, check);
  const message = decision.decision === 'Allowed' ? undefined : explain().explanation.message;
  return { action, resource, decision: decision.decision, ...(message !== undefined && { message }) };
}
