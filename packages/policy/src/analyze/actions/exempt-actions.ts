import { parseArn } from '../../arn/parse-arn';
import { applicabilityOf } from '../../evaluate/applicability';
import { CREDENTIAL_SERVICES, credentialRefusal, needsNoPermission } from '../../evaluate/credential';
import type { PreparedPolicy } from '../../evaluate/record';
import { isKmsKey, isRole, type PreparedRequest, prepareRequest } from '../../evaluate/request';
import type { CredentialType, PolicySet, Principal } from '../../evaluate/types';
import type { ActionIndex } from './action-index';
import { addPosition, type DenseSet } from './action-set';

/** The actions with their own rules in the decision flow, independent of policies. */
export type ExemptActions = {
  noPermissionNeeded: (principal: Principal, credential: CredentialType | undefined) => DenseSet;
  /** Ownership of the resource grants nothing: a trust or key policy has to name the caller or its account. */
  mustBeNamed: DenseSet;
  refused: (principal: Principal, credential: CredentialType | undefined) => DenseSet;
  /** The actions that RCPs apply to. */
  rcp: (services: readonly string[] | undefined) => DenseSet;
};

const known = new WeakMap<ActionIndex, ExemptActions>();

export function exemptActionsOf(index: ActionIndex): ExemptActions {
  const found = known.get(index);
  if (found !== undefined) return found;
  const made = makeExemptActions(index);
  known.set(index, made);
  return made;
}

function makeExemptActions(index: ActionIndex): ExemptActions {
  const free = new Map<string, DenseSet>();
  const refused = new Map<string, DenseSet>();
  const rcp = new WeakMap<readonly string[], DenseSet>();
  const everyService: readonly string[] = [];
  const named = index.types.map(({ type }) => mustNameCaller(type.service, type.arn));
  return {
    noPermissionNeeded: (principal, credential) =>
      selectFor(index, free, principal, credential, (request) => needsNoPermission(request)),
    mustBeNamed: select(index, (_, position) => index.ownTypesOf[position]?.some((type) => named[type]) ?? false),
    refused: (principal, credential) =>
      selectFor(index, refused, principal, credential, (request) => credentialRefusal(request) !== null),
    rcp: (services) => {
      const key = services ?? everyService;
      const set = rcp.get(key) ?? select(index, (action) => rcpBearsOn(action, services), services);
      rcp.set(key, set);
      return set;
    },
  };
}

/** Selects actions by a rule. @param among the services of the actions, by default all */
function select(
  index: ActionIndex,
  holds: (action: string, position: number) => boolean,
  among: Iterable<string> = index.rangeOf.keys(),
): DenseSet {
  const set: DenseSet = new Uint32Array(index.words);
  for (const service of among) {
    const { from, to } = index.rangeOf.get(service) ?? { from: 0, to: 0 };
    for (let position = from; position < to; position += 1) {
      const name = index.names[position];
      if (name !== undefined && holds(name, position)) addPosition(set, position);
    }
  }
  return set;
}

/** Selects actions by a rule that depends only on the type of principal and its credentials. */
function selectFor(
  index: ActionIndex,
  known: Map<string, DenseSet>,
  principal: Principal,
  credential: CredentialType | undefined,
  holds: (request: PreparedRequest) => boolean,
): DenseSet {
  const key = [principal.type, credential].join(' ');
  const ask = { principal, resource: '*', context: {}, ...(credential === undefined ? {} : { credential }) };
  const set = known.get(key) ?? select(index, (action) => holds(prepareRequest({ ...ask, action }, false)), CREDENTIAL_SERVICES);
  known.set(key, set);
  return set;
}

const NOBODY: Principal = { type: 'Anonymous' };

function rcpBearsOn(action: string, services: readonly string[] | undefined): boolean {
  const set: PolicySet<PreparedPolicy> = { identity: [], rcp: [], ...(services === undefined ? {} : { rcpServices: services }) };
  const request = prepareRequest({ principal: NOBODY, action, resource: '*', context: {} }, false);
  return applicabilityOf(request, set).rcp === null;
}

/** Applies the engine's own rule to an example ARN of the type. */
export function mustNameCaller(service: string, arnFormat: string): boolean {
  const arn = arnFormat.replace(/\$\{[^}]*\}/g, 'x');
  return parseArn(arn) !== null && (isKmsKey(arn) || (service === 'sts' && isRole(arn)));
}
