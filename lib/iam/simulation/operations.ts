import type { EvaluationResult, PolicySourceType } from '@aws-sdk/client-iam';
import { accountOfRootArn } from '@gatehouse/policy/arn';
import {
  type PolicyRef,
  type PreparedPolicy,
  type Principal,
  principalContext,
  type RequestContext,
} from '@gatehouse/policy/evaluate';
import { invalidInput } from '../../core/errors';
import { defineOperation, type Scope } from '../../core/operation';
import { iamPageOf } from '../paging';
import { type Simulation, simulateAction } from './evaluate';
import { inlineOwner, withoutExcluded } from './exclusions';
import { prepareBoundaryInput, prepareInputs, prepareLevels, prepareResourcePolicy } from './policy-inputs';
import { callerOf, findSource, loadSource, nobody, type PolicySource, sourceCheck } from './policy-source';
import { requireScenario } from './scenario';
import {
  GetContextKeysForCustomPolicyInput,
  GetContextKeysForPrincipalPolicyInput,
  SimulateCustomPolicyInput,
  SimulatePrincipalPolicyInput,
  type SimulationInput,
} from './schema';

/** Simulates calls with the given policies only. */
export const SimulateCustomPolicy = defineOperation({
  service: 'iam',
  name: 'SimulateCustomPolicy',
  access: 'Read',
  tooComplex: 'PolicyEvaluationException',
  input: SimulateCustomPolicyInput,
  checks: () => [{ action: 'iam:SimulateCustomPolicy', resource: '*' }],
  run: async (input, scope) => {
    if (input.ResourcePolicy !== undefined && input.CallerArn === undefined) {
      throw invalidInput('CallerArn is required when a ResourcePolicy is given.');
    }
    const principal = input.CallerArn === undefined ? nobody(scope) : await callerOf(scope, input.CallerArn);
    const simulation: Simulation = {
      ...simulated(scope, input, principal, input.CallerArn === undefined ? {} : principalContext(principal)),
      identity: await prepareInputs('PolicyInputList', 'identity', input.PolicyInputList),
      boundary: await prepareBoundaryInput(input.PermissionsBoundaryPolicyInputList),
      scp: await prepareLevels(input.OrderedOrganizationPolicyInputList),
      managementAccount: false,
      sourceOf: sourceOfInput,
    };
    return results(scope, input, simulation);
  },
});

/** Simulates calls of a user, group or role, with additional or without excluded policies. */
export const SimulatePrincipalPolicy = defineOperation({
  service: 'iam',
  name: 'SimulatePrincipalPolicy',
  access: 'Read',
  tooComplex: 'PolicyEvaluationException',
  input: SimulatePrincipalPolicyInput,
  target: ({ PolicySourceArn }, scope) => findSource(scope, PolicySourceArn),
  checks: ({ PolicySourceArn }, scope, found) => sourceCheck('iam:SimulatePrincipalPolicy', scope, PolicySourceArn, found),
  run: async (input, scope, found) => {
    const source = withoutExcluded(await loadSource(scope, input.PolicySourceArn, found), input.PolicyExclusionList);
    const named = input.CallerArn === undefined ? undefined : await callerOf(scope, input.CallerArn);
    if (input.ResourcePolicy !== undefined && !named && !source.principal) {
      throw invalidInput('CallerArn is required when a ResourcePolicy is given and the policy source is a group.');
    }
    const principal = named ?? source.principal ?? nobody(scope);
    const simulation: Simulation = {
      ...simulated(scope, input, principal, { ...source.context, ...(named ? principalContext(named) : {}) }),
      identity: [...source.identity, ...(await prepareInputs('PolicyInputList', 'identity', input.PolicyInputList))],
      boundary: (await prepareBoundaryInput(input.PermissionsBoundaryPolicyInputList)) ?? source.boundary,
      scp: source.scp,
      managementAccount: source.managementAccount,
      sourceOf: (ref) => sourceOfAttached(source, ref),
    };
    return results(scope, input, simulation);
  },
});

/**
 * Returns the parts of a simulation that come from the call.
 * @throws AwsError InvalidInput
 */
function simulated(scope: Scope, input: SimulationInput, principal: Principal, known: RequestContext) {
  requireScenario(input.ResourceHandlingOption, input.ResourceArns ?? []);
  return {
    principal,
    resourcePolicy: prepareResourcePolicy(input.ResourcePolicy),
    resourceOwner: ownerOf(input, 'accountId' in principal ? principal.accountId : scope.accountId),
    context: contextOf(scope, input, known),
  };
}

/**
 * Returns the owner of the resources.
 * @throws AwsError InvalidInput
 */
function ownerOf({ ResourceOwner }: SimulationInput, ofCaller: string): string {
  if (ResourceOwner === undefined) return ofCaller;
  const owner = /^\d{12}$/.test(ResourceOwner) ? ResourceOwner : accountOfRootArn(ResourceOwner);
  if (owner === null) throw invalidInput(`Invalid ResourceOwner: ${ResourceOwner}`);
  return owner;
}

/** Returns the context: known keys of the caller, the time, and the call's own keys, which override them. */
function contextOf(scope: Scope, { ContextEntries }: SimulationInput, known: RequestContext): RequestContext {
  const context: Record<string, string | readonly string[]> = {};
  const given = new Set(ContextEntries?.map(({ ContextKeyName }) => ContextKeyName.toLowerCase()));
  const time = { 'aws:CurrentTime': scope.now.toISOString(), 'aws:EpochTime': String(Math.floor(scope.now.getTime() / 1000)) };
  for (const [key, value] of Object.entries({ ...time, ...known })) if (!given.has(key.toLowerCase())) context[key] = value;
  for (const { ContextKeyName, ContextKeyValues, ContextKeyType } of ContextEntries ?? []) {
    const [first] = ContextKeyValues;
    const single = !ContextKeyType?.endsWith('List') && ContextKeyValues.length === 1 && first !== undefined;
    context[ContextKeyName] = single ? first : ContextKeyValues;
  }
  return context;
}

/** The number of decisions per page. As in AWS, a page may have fewer results than MaxItems although more follow. */
const MOST_DECISIONS = 1_000;
const DEFAULT_MAX_ITEMS = 100;

async function results(scope: Scope, input: SimulationInput & Parameters<typeof iamPageOf>[2], simulation: Simulation) {
  const resources = input.ResourceArns && input.ResourceArns.length > 0 ? input.ResourceArns : ['*'];
  const { Marker, MaxItems = DEFAULT_MAX_ITEMS, ...question } = input;
  const list = `Simulate:${scope.accountId}:${JSON.stringify(question)}`;
  const actions = input.ActionNames.map((action, index) => ({ action, key: String(index).padStart(4, '0') }));
  const paging = { Marker, MaxItems: Math.min(MaxItems, Math.floor(MOST_DECISIONS / resources.length)) };
  const { items, ...page } = iamPageOf(list, actions, paging, ({ key }) => key);
  const EvaluationResults: EvaluationResult[] = [];
  for (const { action } of items) EvaluationResults.push(await simulateAction(simulation, action, resources));
  return { EvaluationResults, ...page };
}

// AWS sends this value for managed and given policies, although the reference's enumeration lacks it.
const IAM_POLICY = 'IAM Policy' as PolicySourceType;

const sourceOfInput: Simulation['sourceOf'] = ({ id, type }) => ({
  SourcePolicyId: id,
  SourcePolicyType: type === 'identity' ? IAM_POLICY : 'resource',
});

function sourceOfAttached(source: PolicySource, ref: PolicyRef): ReturnType<Simulation['sourceOf']> {
  if (ref.arn !== undefined) return { SourcePolicyId: ref.name, SourcePolicyType: IAM_POLICY };
  const owner = inlineOwner(source, ref);
  if (!owner) return sourceOfInput(ref);
  return { SourcePolicyId: `${owner.type}_${owner.name}_${ref.name}`, SourcePolicyType: owner.type };
}

/** Returns the condition keys that policies use in conditions or variables, in their spelling. */
function contextKeysOf(policies: readonly PreparedPolicy[]): string[] {
  const keys = new Map<string, string>();
  for (const key of policies.flatMap(({ compiled }) => compiled.statements.flatMap((statement) => statement.keys))) {
    if (!keys.has(key.toLowerCase())) keys.set(key.toLowerCase(), key);
  }
  return [...keys.values()].sort();
}

export const GetContextKeysForCustomPolicy = defineOperation({
  service: 'iam',
  name: 'GetContextKeysForCustomPolicy',
  access: 'Read',
  input: GetContextKeysForCustomPolicyInput,
  checks: () => [{ action: 'iam:GetContextKeysForCustomPolicy', resource: '*' }],
  run: async ({ PolicyInputList }) => ({
    ContextKeyNames: contextKeysOf(await prepareInputs('PolicyInputList', 'identity', PolicyInputList)),
  }),
});

/** Returns the condition keys in the permissions policies of a user (including its groups), group or role. */
export const GetContextKeysForPrincipalPolicy = defineOperation({
  service: 'iam',
  name: 'GetContextKeysForPrincipalPolicy',
  access: 'Read',
  input: GetContextKeysForPrincipalPolicyInput,
  target: ({ PolicySourceArn }, scope) => findSource(scope, PolicySourceArn),
  checks: ({ PolicySourceArn }, scope, found) =>
    sourceCheck('iam:GetContextKeysForPrincipalPolicy', scope, PolicySourceArn, found),
  run: async ({ PolicySourceArn, PolicyInputList }, scope, found) => {
    const { identity } = await loadSource(scope, PolicySourceArn, found);
    const further = await prepareInputs('PolicyInputList', 'identity', PolicyInputList);
    return { ContextKeyNames: contextKeysOf([...identity, ...further]) };
  },
});
