import { REGIONS } from '@gatehouse/catalog/regions';
import { authorize, type Decision, requestedRegionOf } from '@gatehouse/policy/evaluate';
import type { Scope } from '../core/operation';
import type { DecisionQuestion, PreparedQuestion } from './question';

const KEY = 'aws:RequestedRegion';

/** The Region of a question, and how it was chosen. */
export type AskedRegion = { Code: string; Chosen: 'given' | 'resource' | 'global' | 'usual' | 'guardrails' };

/**
 * Places the question in a Region: the given one, or the resource's. Otherwise it is the first Region that SCPs and RCPs allow, starting
 * with the viewer's, so that a Region restriction does not hide other reasons.
 */
export function inRegion(
  asked: PreparedQuestion,
  question: DecisionQuestion,
  scope: Scope,
): { asked: PreparedQuestion; region?: AskedRegion } {
  const given = question.Context?.find(({ Key }) => Key.toLowerCase() === KEY.toLowerCase());
  if (given) return { asked, region: given.Values[0] === undefined ? undefined : { Code: given.Values[0], Chosen: 'given' } };
  const region = regionOf(asked, question, scope);
  return { asked: placed(asked, region.Code), region };
}

function regionOf(asked: PreparedQuestion, { Action, Resource }: DecisionQuestion, { call, partition }: Scope): AskedRegion {
  const fixed = requestedRegionOf(Action, Resource, partition);
  if (fixed !== undefined) return { Code: fixed, Chosen: requestedRegionOf(Action, '*', partition) ? 'global' : 'resource' };
  if (asked.resourceRegion !== undefined) return { Code: asked.resourceRegion, Chosen: 'resource' };
  const usual: AskedRegion = { Code: call.region, Chosen: 'usual' };
  if (!isGuarded(decisionIn(asked, call.region))) return usual;
  const known = REGIONS.filter((region) => region.partition === partition).map(({ code }) => code);
  const left = known.find((code) => !isGuarded(decisionIn(asked, code)));
  return left === undefined ? usual : { Code: left, Chosen: 'guardrails' };
}

function placed(asked: PreparedQuestion, region: string): PreparedQuestion {
  const { request } = asked;
  return { ...asked, request: { ...request, context: { ...request.context, [KEY]: region } } };
}

function decisionIn(asked: PreparedQuestion, region: string): Decision {
  const { request, set } = placed(asked, region);
  return authorize(request, set);
}

/** Tests whether an SCP or RCP blocks the call. */
function isGuarded({ blockedBy }: Decision): boolean {
  return blockedBy.some(({ type, kind }) => (type === 'scp' || type === 'rcp') && kind !== 'unknown');
}
