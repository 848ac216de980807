import { randomUUID } from 'node:crypto';
import { REGIONS } from '@gatehouse/catalog/regions';
import {
  authorize,
  type Decision,
  isOpen,
  type PolicySet,
  type PreparedPolicy,
  type RequestContext,
} from '@gatehouse/policy/evaluate';
import { checkAsked, ownerAsked } from '../../access/asked-check';
import type { AccessSubject } from '../../access/subject';
import { assembleRequest, policiesOf } from '../../core/authorization/authorize';
import { type Call, SIGNED_HERE } from '../../core/call';
import { atClockOf } from '../../core/time/clock';
import { giveWay } from '../../core/work/bulk';
import { findKeptResource } from '../../resources/resources';
import type { Ask, ExpectedOutcome } from '../format/checks';
import { replaceReferences } from '../format/references';
import type { WrittenContext } from '../format/shapes';
import { PARTITION } from '../run/callers';
import { accountIdOf } from '../run/world';
import type { Circumstances } from './circumstances';
import type { Row } from './result';

/** One question: a row of the product of the lists in an `ask`. */
export type AskedRow = {
  principal: string;
  action: string;
  resource: string;
  context: WrittenContext;
  ask: Pick<Ask, 'credential' | 'resourceAccount'>;
};

type Lists = Pick<Ask, 'principal' | 'action' | 'resource' | 'context' | 'credential' | 'resourceAccount'>;

function isList<Item>(value: Item | readonly Item[]): value is readonly Item[] {
  return Array.isArray(value);
}

/** Returns the rows of an `ask`: the product of its principals, actions, resources and contexts. */
export function rowsOfAsk<Asked extends Lists>(ask: Asked): (AskedRow & { ask: Asked })[] {
  const listed = <Item>(value: Item | readonly Item[] | undefined, fallback: Item): readonly Item[] =>
    value === undefined ? [fallback] : isList(value) ? value : [value];
  return listed(ask.principal, '').flatMap((principal) =>
    listed(ask.action, '').flatMap((action) =>
      listed(ask.resource, '*').flatMap((resource) =>
        listed<WrittenContext>(ask.context, {}).map((context) => ({ principal, action, resource, context, ask })),
      ),
    ),
  );
}

export type Decided = { decision: Decision; set: PolicySet<PreparedPolicy> };

/** The default circumstances of a question. */
const BASE = { sourceIp: '192.0.2.10', userAgent: 'Gatehouse', secureTransport: true, signing: SIGNED_HERE } as const;
const USUAL_REGION = 'eu-central-1';

/**
 * Decides a question as a real call would be decided now, with all stored policies of both accounts. The account's enforcement
 * mode is ignored.
 */
export async function decideRow(circumstances: Circumstances, subject: AccessSubject, row: AskedRow): Promise<Decided> {
  await giveWay();
  const { database, now, world, once } = circumstances;
  const { reader: db } = database;
  const said = replaceReferences({ resource: row.resource, context: row.context }, circumstances.lookUp);
  const Resource = said.resource;
  const kept = Resource === '*' ? null : await once(`kept ${Resource}`, () => findKeptResource({ db, call: { now } }, Resource));
  const ResourceAccount = row.ask.resourceAccount === undefined ? undefined : accountIdOf(world, row.ask.resourceAccount);
  const asked = { Action: row.action, Resource, ...(ResourceAccount !== undefined && { ResourceAccount }) };
  const { account, caller, policies } = subject;
  const owner = ownerAsked(asked, kept) ?? account.id;
  const check = await once(`check ${owner} ${account.id} ${row.action} ${Resource}`, () =>
    checkAsked(asked, { owner, callerAccountId: account.id, kept, db }),
  );
  const call: Call = {
    ...BASE,
    caller,
    now,
    requestId: randomUUID(),
    region: regionOf(Resource),
    partition: PARTITION,
    via: 'system',
  };
  const { request, set } = await assembleRequest(db, atClockOf(account, call), account, policies, check);
  const context = withContext(request.context, said.context);
  return { decision: authorize({ ...request, context }, set), set };
}

/** Returns the resource's Region if its ARN names one, else the default. */
function regionOf(resource: string): string {
  const named = resource.split(':')[3];
  return REGIONS.some(({ code }) => code === named) && named !== undefined ? named : USUAL_REGION;
}

/** Applies a check's context keys over the default ones, ignoring case. Null removes a key. */
export function withContext(context: RequestContext, written: WrittenContext): RequestContext {
  const given = Object.entries(written);
  const names = new Set(given.map(([key]) => key.toLowerCase()));
  const time = given.find(([key]) => key.toLowerCase() === 'aws:currenttime')?.[1];
  const epoch = typeof time === 'string' && !names.has('aws:epochtime') ? [['aws:EpochTime', epochOf(time)] as const] : [];
  for (const [key] of epoch) names.add(key.toLowerCase());
  const kept = Object.entries(context).filter(([key]) => !names.has(key.toLowerCase()));
  const added = given.flatMap(([key, value]) => (value === null ? [] : [[key, value] as const]));
  return Object.fromEntries([...kept, ...added, ...epoch]);
}

function epochOf(time: string): string {
  return String(Math.floor(Date.parse(time) / 1000));
}

/** Returns whether a decision is the expected one. */
export function meets({ decision }: Pick<Decided, 'decision'>, expected: ExpectedOutcome): Row {
  if (isOpen(decision)) return { undecided: 'The result depends on something that is not known here.' };
  switch (expected) {
    case 'allowed':
      return decision.decision === 'Allowed';
    case 'denied':
      return decision.decision !== 'Allowed';
    case 'explicitDeny':
      return decision.decision === 'ExplicitDeny';
    case 'implicitDeny':
      return decision.decision === 'ImplicitDeny';
  }
}

/** Returns whether the deciding policy type, policy and statement are those a check names. */
export function isDecidedBy(by: NonNullable<Ask['decidedBy']>, { decision, set }: Decided): boolean {
  const [blocker] = decision.blockedBy;
  const policies = new Map(policiesOf(set).map((policy) => [policy.ref.id, policy]));
  const statements = decision.deciding.flatMap(({ policyId, statementIndex }) => {
    const policy = policies.get(policyId);
    return policy ? [{ policy, statementIndex, sid: policy.policy.statements[statementIndex]?.sid }] : [];
  });
  if (
    by.type !== undefined && blocker
      ? blocker.type !== by.type
      : by.type !== undefined && !statements.some(({ policy }) => policy.ref.type === by.type)
  )
    return false;
  const named = [...statements.map(({ policy }) => policy.ref), ...(blocker?.policy ? [blocker.policy] : [])];
  if (by.policy !== undefined && !named.some(({ name, arn }) => name === by.policy || arn === by.policy)) return false;
  const { statement } = by;
  return (
    statement === undefined ||
    statements.some(({ sid, statementIndex }) =>
      typeof statement === 'number' ? statementIndex + 1 === statement : sid === statement,
    )
  );
}
