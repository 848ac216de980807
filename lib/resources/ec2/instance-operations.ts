import { defineOperation, type Scope } from '../../core/operation';
import { updateResource } from '../rows';
import { ec2Error, endDryRun } from './errors';
import { filtered, readPage } from './filters';
import { findInstances, instanceChecks, type NamedInstance, requireInstances } from './instances';
import { instancesOf, instanceValues } from './list-instances';
import { requireNothingElse } from './not-here';
import { defaultNetwork, type InstanceResource, type InstanceSettings } from './resource';
import { beginRuns, endRuns } from './runs';
import {
  DescribeInstanceStatusInput,
  DescribeTagsInput,
  RebootInstancesInput,
  StartInstancesInput,
  StopInstancesInput,
  TerminateInstancesInput,
} from './schema';
import { toStateChange } from './shapes';
import { stateOf, toState } from './states';

const ofInstances = (action: string) => ({
  target: (input: { InstanceIds: string[] }, scope: Scope) => findInstances(scope, input.InstanceIds),
  checks: (_: unknown, scope: Scope, instances: NamedInstance[]) => instanceChecks(action, scope, instances),
});

/** Changes the state of all instances, or of none if one cannot change. */
async function change(
  { db, now }: Scope,
  instances: readonly InstanceResource[],
  state: InstanceSettings['state'],
  reason?: string,
) {
  const changes = [];
  const changed: InstanceResource[] = [];
  for (const before of instances) {
    const isThere = before.settings.state === state;
    const settings = { state, changedAt: now.toISOString(), reason };
    const after = isThere ? before : await updateResource(db, before, { settings });
    if (!isThere) changed.push(after);
    changes.push(toStateChange(after, before, now));
  }
  if (changed.length > 0) await (state === 'running' ? beginRuns : endRuns)(db, changed, now);
  return changes;
}

/** Returns AWS's text for a change by the user, with its time. */
function byUser(now: Date): string {
  return `User initiated (${now.toISOString().slice(0, 19).replace('T', ' ')} GMT)`;
}

function incorrectState({ name }: InstanceResource, what: string) {
  return ec2Error('IncorrectInstanceState', `The instance '${name}' is not in a state from which it can be ${what}.`);
}

export const StartInstances = defineOperation({
  service: 'ec2',
  name: 'StartInstances',
  access: 'Write',
  input: StartInstancesInput,
  ...ofInstances('ec2:StartInstances'),
  run: async (input, scope, named) => {
    const instances = requireInstances(named);
    endDryRun(input);
    // AWS: an instance that is stopping cannot be started yet. A running one stays as it is.
    const stuck = instances.find((instance) => !['stopped', 'pending', 'running'].includes(stateOf(instance, scope.now)));
    if (stuck) throw incorrectState(stuck, 'started');
    return { StartingInstances: await change(scope, instances, 'running') };
  },
});

export const StopInstances = defineOperation({
  service: 'ec2',
  name: 'StopInstances',
  access: 'Write',
  input: StopInstancesInput,
  ...ofInstances('ec2:StopInstances'),
  run: async (input, scope, named) => {
    const instances = requireInstances(named);
    endDryRun(input);
    requireNothingElse(StopInstancesInput, input);
    const gone = instances.find(({ settings }) => settings.state === 'terminated');
    if (gone) throw incorrectState(gone, 'stopped');
    return { StoppingInstances: await change(scope, instances, 'stopped', byUser(scope.now)) };
  },
});

export const TerminateInstances = defineOperation({
  service: 'ec2',
  name: 'TerminateInstances',
  access: 'Write',
  input: TerminateInstancesInput,
  ...ofInstances('ec2:TerminateInstances'),
  run: async (input, scope, named) => {
    const instances = requireInstances(named);
    endDryRun(input);
    return { TerminatingInstances: await change(scope, instances, 'terminated', byUser(scope.now)) };
  },
});

/** Rebooting changes nothing visible. */
export const RebootInstances = defineOperation({
  service: 'ec2',
  name: 'RebootInstances',
  access: 'Write',
  input: RebootInstancesInput,
  ...ofInstances('ec2:RebootInstances'),
  touches: () => ({}),
  run: async (input, scope, named) => {
    const instances = requireInstances(named);
    endDryRun(input);
    const stuck = instances.find((instance) => !['pending', 'running'].includes(stateOf(instance, scope.now)));
    if (stuck) throw incorrectState(stuck, 'rebooted');
  },
});

const OF_STATUS = ['availability-zone', 'instance-state-code', 'instance-state-name'];
/** The status of every running instance, since nothing can fail. */
const REACHABLE = { Status: 'ok', Details: [{ Name: 'reachability', Status: 'passed' }] } as const;
const UNKNOWN = { Status: 'not-applicable' } as const;

const zoneOf = ({ accountId, region }: InstanceResource) => defaultNetwork({ accountId, region }).zone;

function statusValues(instance: InstanceResource, name: string, now: Date): readonly string[] | undefined {
  if (name === 'availability-zone') return [zoneOf(instance)];
  if (name === 'instance-state-code') return [String(toState(stateOf(instance, now)).Code)];
  return instanceValues(instance, name, now);
}

/** AWS: only running instances, unless the call asks for all. */
export const DescribeInstanceStatus = defineOperation({
  service: 'ec2',
  name: 'DescribeInstanceStatus',
  access: 'List',
  input: DescribeInstanceStatusInput,
  checks: (_input, { call }) => [{ action: 'ec2:DescribeInstanceStatus', resource: '*', context: { 'ec2:Region': call.region } }],
  run: async (input, scope) => {
    endDryRun(input);
    const { now } = scope;
    const isAsked = (instance: InstanceResource) => input.IncludeAllInstances || stateOf(instance, now) === 'running';
    const found = await filtered(
      (await instancesOf(scope, input.InstanceIds)).filter(isAsked),
      input.Filters,
      (instance, name) => statusValues(instance, name, now),
      (name) => OF_STATUS.includes(name),
    );
    const { items, next } = await readPage('DescribeInstanceStatus', scope, input, found, ({ name }) => name);
    return {
      InstanceStatuses: items.map((instance) => {
        const status = stateOf(instance, now) === 'running' ? REACHABLE : UNKNOWN;
        return {
          InstanceId: instance.name,
          AvailabilityZone: zoneOf(instance),
          InstanceState: toState(stateOf(instance, now)),
          InstanceStatus: status,
          SystemStatus: status,
        };
      }),
      NextToken: next,
    };
  },
});

type TagOfInstance = { ResourceId: string; ResourceType: 'instance'; Key: string; Value: string };

const OF_TAGS = ['key', 'resource-id', 'resource-type', 'value'];

function tagValues({ ResourceId, ResourceType, Key, Value }: TagOfInstance, name: string): readonly string[] | undefined {
  if (name.startsWith('tag:')) return name.slice('tag:'.length) === Key ? [Value] : [];
  return { key: [Key], 'resource-id': [ResourceId], 'resource-type': [ResourceType], value: [Value] }[name];
}

/** Returns the tags of instances, which alone have tags here. */
export const DescribeTags = defineOperation({
  service: 'ec2',
  name: 'DescribeTags',
  access: 'List',
  input: DescribeTagsInput,
  checks: (_input, { call }) => [{ action: 'ec2:DescribeTags', resource: '*', context: { 'ec2:Region': call.region } }],
  run: async (input, scope) => {
    endDryRun(input);
    const all: TagOfInstance[] = (await instancesOf(scope, undefined)).flatMap(({ name, tags }) =>
      tags.map(({ Key, Value }) => ({ ResourceId: name, ResourceType: 'instance' as const, Key, Value })),
    );
    const found = await filtered(all, input.Filters, tagValues, (name) => name.startsWith('tag:') || OF_TAGS.includes(name));
    const { items, next } = await readPage('DescribeTags', scope, input, found, ({ Key, ResourceId }) => `${ResourceId}/${Key}`);
    return { Tags: items, NextToken: next };
  },
});
