'use client';

import dynamic from 'next/dynamic';
import { columnsOf } from '@/components/console/kit/columns';
import { Time } from '@/components/console/page/time';
import { INSTANCE } from '@/lib/resources/ec2/arns';
import { fact, kindOf, type Overview } from '../kind';
import { InstanceState } from './instance-state';
import { instanceReads } from './queries';

const InstanceFields = dynamic(() => import('./instance-fields').then((module) => module.InstanceFields));
const InstanceStates = dynamic(() => import('./instance-states').then((module) => module.InstanceStates));

const column = columnsOf<Overview>();
const profileName = (arn: string) => arn.slice(arn.lastIndexOf('/') + 1);

export const instance = kindOf(INSTANCE, {
  ...instanceReads,
  description: 'Virtual servers. Gatehouse runs no instances, but they have the states and permissions of real ones.',
  empty: 'Launch an instance with an instance profile, and see who can stop it.',
  gone: ['InvalidInstanceID.NotFound', 'InvalidInstanceID.Malformed'],
  columns: [
    column.text('tagName', 'Name', fact('tagName'), { filter: true }),
    column.text('state', 'State', fact('state'), {
      filter: ['pending', 'running', 'stopping', 'stopped', 'shutting-down', 'terminated'],
      shown: (state) => <InstanceState state={state} />,
    }),
    column.text('instanceType', 'Type', fact('instanceType'), { filter: true }),
    column.text('profile', 'Instance profile', fact('profile'), { filter: true, shown: profileName }),
  ],
  facts: (described) => {
    const profile = described?.IamInstanceProfile?.Arn;
    return [
      { label: 'Name', value: described?.Tags?.find(({ Key }) => Key === 'Name')?.Value },
      { label: 'State', value: described && <InstanceState state={described.State.Name} /> },
      { label: 'Type', value: described?.InstanceType },
      { label: 'Launched', value: described && <Time value={described.LaunchTime} format="absolute" /> },
      { label: 'Image', value: described && <span className="font-mono text-sm">{described.ImageId}</span> },
      { label: 'Private address', value: described?.PrivateIpAddress },
      { label: 'Instance profile', value: profile && profileName(profile) },
      { label: 'Last change', value: described?.StateTransitionReason },
    ];
  },
  tabs: [{ id: 'state', label: 'State', Content: InstanceStates }],
  name: {
    label: 'Name',
    hint: 'Stored as the tag Name. The ID is generated.',
    optional: true,
    problem: (text) => (text.length > 256 ? 'At most 256 characters.' : undefined),
  },
  fields: [{ as: 'own', Field: InstanceFields }],
  fresh: { image: '', type: 't3.micro', profile: '' },
  remove: {
    verb: 'Terminate',
    title: (name) => `Terminate ${name}?`,
    text: 'A terminated instance cannot be started again. It is listed for one more hour.',
    done: (name) => `${name} is shutting down.`,
  },
  asks: [
    { action: 'ec2:StopInstances' },
    { action: 'ec2:StartInstances' },
    { action: 'ec2:TerminateInstances' },
    { action: 'ec2:RebootInstances' },
    { action: 'ec2:CreateTags' },
  ],
});
