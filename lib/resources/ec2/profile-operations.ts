import { defineOperation, type Scope } from '../../core/operation';
import { updateResource } from '../rows';
import { ec2Error } from './errors';
import { filtered, readPage } from './filters';
import { findInstances, instanceChecks, type NamedInstance, newId, requireInstances } from './instances';
import { instancesOf } from './list-instances';
import { type FoundProfile, findProfile, passRoleChecks } from './profiles';
import type { InstanceResource, InstanceSettings } from './resource';
import {
  AssociateIamInstanceProfileInput,
  DescribeIamInstanceProfileAssociationsInput,
  DisassociateIamInstanceProfileInput,
  ReplaceIamInstanceProfileAssociationInput,
} from './schema';
import { stateOf } from './states';

// Attaching an instance profile passes the profile's role to the instance, just like launching with a profile.

type Profile = NonNullable<InstanceSettings['profile']>;
type AssociationState = 'associating' | 'associated' | 'disassociating' | 'disassociated';

/** Returns the SDK's shape of an association. */
function toAssociation({ name: InstanceId }: InstanceResource, { arn, id, associationId }: Profile, State: AssociationState) {
  return { AssociationId: associationId, InstanceId, IamInstanceProfile: { Arn: arn, Id: id }, State };
}

type Target = { instances: NamedInstance[]; profile: FoundProfile };

/** Returns the check on the instance that gets a profile, and the check that its role may be passed. */
async function checksOf(action: string, scope: Scope, { instances, profile }: Target) {
  const checks = instanceChecks(action, scope, instances, { 'ec2:NewInstanceProfile': profile.arn });
  for (const { arn } of instances) checks.push(...(await passRoleChecks(scope, profile, arn)));
  return checks;
}

/** @throws AwsError IncorrectInstanceState for an instance that is neither running nor stopped */
function requireSettled(instance: InstanceResource, now: Date): void {
  if (['pending', 'running', 'stopping', 'stopped'].includes(stateOf(instance, now))) return;
  throw ec2Error('IncorrectInstanceState', `The instance '${instance.name}' is not in the 'running' or 'stopped' states.`);
}

/** Gives an instance a profile, and replaces its current one. */
async function associate({ db }: Scope, instance: InstanceResource, { arn, row }: FoundProfile) {
  const profile: Profile = { arn, id: row.id, associationId: newId('iip-assoc') };
  await updateResource(db, instance, { settings: { profile } });
  return { IamInstanceProfileAssociation: toAssociation(instance, profile, 'associating') };
}

export const AssociateIamInstanceProfile = defineOperation({
  service: 'ec2',
  name: 'AssociateIamInstanceProfile',
  access: 'Write',
  input: AssociateIamInstanceProfileInput,
  target: async ({ IamInstanceProfile, InstanceId }, scope): Promise<Target> => ({
    instances: await findInstances(scope, [InstanceId]),
    profile: await findProfile(scope, IamInstanceProfile),
  }),
  checks: (_input, scope, target) => checksOf('ec2:AssociateIamInstanceProfile', scope, target),
  run: async (_input, scope, { instances, profile }) => {
    const [instance] = requireInstances(instances);
    if (!instance) throw new Error('a call names one instance');
    requireSettled(instance, scope.now);
    if (instance.settings.profile)
      throw ec2Error('IncorrectState', `There is an existing association for instance ${instance.name}`);
    return associate(scope, instance, profile);
  },
});

/**
 * Finds the instance of an association in the caller's account.
 * @throws AwsError InvalidAssociationID.NotFound
 */
async function findAssociated({ AssociationId }: { AssociationId: string }, scope: Scope) {
  const all = await instancesOf(scope, undefined);
  const found = all.find(({ settings }) => settings.profile?.associationId === AssociationId);
  if (!found?.settings.profile)
    throw ec2Error('InvalidAssociationID.NotFound', `An invalid association-id of '${AssociationId}' was given`, 'AssociationId');
  return { instance: found, profile: found.settings.profile, named: [{ id: found.name, arn: found.arn, found }] };
}

export const DisassociateIamInstanceProfile = defineOperation({
  service: 'ec2',
  name: 'DisassociateIamInstanceProfile',
  access: 'Write',
  input: DisassociateIamInstanceProfileInput,
  target: findAssociated,
  checks: (_input, scope, { named }) => instanceChecks('ec2:DisassociateIamInstanceProfile', scope, named),
  run: async (_input, { db }, { instance, profile }) => {
    await updateResource(db, instance, { settings: { profile: undefined } });
    return { IamInstanceProfileAssociation: toAssociation(instance, profile, 'disassociating') };
  },
});

export const ReplaceIamInstanceProfileAssociation = defineOperation({
  service: 'ec2',
  name: 'ReplaceIamInstanceProfileAssociation',
  access: 'Write',
  input: ReplaceIamInstanceProfileAssociationInput,
  target: async (input, scope) => ({
    associated: await findAssociated(input, scope),
    profile: await findProfile(scope, input.IamInstanceProfile),
  }),
  checks: (_input, scope, { associated, profile }) =>
    checksOf('ec2:ReplaceIamInstanceProfileAssociation', scope, { instances: associated.named, profile }),
  run: async (_input, scope, { associated: { instance }, profile }) => {
    requireSettled(instance, scope.now);
    return associate(scope, instance, profile);
  },
});

const OF_ASSOCIATIONS = ['instance-id', 'state'];

export const DescribeIamInstanceProfileAssociations = defineOperation({
  service: 'ec2',
  name: 'DescribeIamInstanceProfileAssociations',
  access: 'List',
  input: DescribeIamInstanceProfileAssociationsInput,
  checks: (_input, { call }) => [
    { action: 'ec2:DescribeIamInstanceProfileAssociations', resource: '*', context: { 'ec2:Region': call.region } },
  ],
  run: async (input, scope) => {
    const all = (await instancesOf(scope, undefined)).flatMap((instance) =>
      instance.settings.profile ? [toAssociation(instance, instance.settings.profile, 'associated')] : [],
    );
    const { AssociationIds = [] } = input;
    const missing = AssociationIds.find((id) => !all.some(({ AssociationId }) => AssociationId === id));
    if (missing !== undefined)
      throw ec2Error('InvalidAssociationID.NotFound', `An invalid association-id of '${missing}' was given`, 'AssociationIds');
    const asked = AssociationIds.length === 0 ? all : all.filter(({ AssociationId }) => AssociationIds.includes(AssociationId));
    const found = await filtered(
      asked,
      input.Filters,
      ({ InstanceId, State }, name) => ({ 'instance-id': [InstanceId], state: [State] })[name],
      (name) => OF_ASSOCIATIONS.includes(name),
    );
    const key = ({ AssociationId }: { AssociationId: string }) => AssociationId;
    const { items, next } = await readPage('DescribeIamInstanceProfileAssociations', scope, input, found, key);
    return { IamInstanceProfileAssociations: items, NextToken: next };
  },
});
