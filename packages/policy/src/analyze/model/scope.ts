import { parseArn } from '../../arn/parse-arn';
import { type Applicability, applicabilityOf } from '../../evaluate/applicability';
import type { PreparedPolicy } from '../../evaluate/record';
import { type PreparedRequest, prepareRequest } from '../../evaluate/request';
import type { OrganizationLevel, PolicySet, PolicyType, Principal } from '../../evaluate/types';
import type { KnownContext } from './known-context';

export type LevelName = { id: string; name: string; kind: OrganizationLevel<unknown>['kind'] };

/** A group of policies of which some Allow must match: the policies of one kind or one level. */
export type Layer = { type: PolicyType; level?: LevelName; policies: readonly PreparedPolicy[] };

/** A principal with everything that is the same in all requests in question. */
export type PrincipalScope = {
  principal: Principal;
  partition: string;
  accountId: string | null;
  known: KnownContext;
  /** A request of the principal for matching Principal elements. Its action and resource are empty. */
  probe: PreparedRequest;
  /** The layers in the order of the decision flow. */
  layers: readonly Layer[];
  /** Callers without an account have only the access that resource policies grant. */
  needsResourceGrant: boolean;
};

/** Analyzes a principal and its policies by the rules of `authorize`. */
export function principalScope(principal: Principal, set: PolicySet<PreparedPolicy>, known: KnownContext): PrincipalScope {
  const request = { principal, action: '', resource: '', context: {} };
  const probe = prepareRequest(request, set.boundary !== undefined);
  // RCP support depends on the service, so it is tested by action elsewhere.
  const applies = applicabilityOf(probe, { ...set, rcpServices: undefined });
  return {
    principal,
    partition: parseArn(probe.caller.arn)?.partition ?? 'aws',
    accountId: probe.caller.accountId === '' ? null : probe.caller.accountId,
    known,
    probe,
    layers: layersOf(set, applies),
    needsResourceGrant: probe.caller.accountId === '',
  };
}

function layersOf(set: PolicySet<PreparedPolicy>, applies: Applicability): Layer[] {
  const layers: Layer[] = [];
  if (applies.rcp === null) for (const level of set.rcp ?? []) layers.push(layerOf('rcp', level));
  if (applies.scp === null) for (const level of set.scp ?? []) layers.push(layerOf('scp', level));
  if (applies.vpcEndpoint === null && set.vpcEndpoint) layers.push({ type: 'vpcEndpoint', policies: [set.vpcEndpoint] });
  if (applies.identity === null) layers.push({ type: 'identity', policies: set.identity });
  if (applies.boundary === null && set.boundary) layers.push({ type: 'boundary', policies: [set.boundary] });
  if (applies.session === null) layers.push({ type: 'session', policies: set.session ?? [] });
  for (const policy of set.scopes ?? []) layers.push({ type: 'session', policies: [policy] });
  return layers;
}

function layerOf(type: PolicyType, { id, name, kind, policies }: OrganizationLevel<PreparedPolicy>): Layer {
  return { type, level: { id, name, kind }, policies };
}
