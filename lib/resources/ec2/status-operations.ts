import { defineOperation } from '../../core/operation';
import { endDryRun } from './errors';
import { filtered, readPage } from './filters';
import { instancesOf, instanceValues } from './list-instances';
import { defaultNetwork, type InstanceResource } from './resource';
import { DescribeInstanceStatusInput, DescribeTagsInput } from './schema';
import { stateOf, toState } from './states';

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
