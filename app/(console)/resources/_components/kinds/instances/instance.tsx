'use client';

import dynamic from 'next/dynamic';
import { Time } from '@/components/console/page/time';
import { InstanceState } from './instance-state';
import { instanceReading } from './instances';
import { factOf, factsOf, type ResourceKindView } from './view';

const InstanceFields = dynamic(() => import('./instance-fields').then((module) => module.InstanceFields));
const InstanceStates = dynamic(() => import('./instance-states').then((module) => module.InstanceStates));

const profileName = (arn: string) => arn.slice(arn.lastIndexOf('/') + 1);

export const instanceView: ResourceKindView = {
  columns: [
    { id: 'tagName', header: 'Name', value: (row) => factOf(row, 'tagName') },
    {
      id: 'state',
      header: 'State',
      value: (row) => factOf(row, 'state'),
      cell: (row) => <InstanceState state={factOf(row, 'state')} />,
    },
    { id: 'instanceType', header: 'Type', value: (row) => factOf(row, 'instanceType') },
    {
      id: 'profile',
      header: 'Instance profile',
      value: (row) => factOf(row, 'profile'),
      cell: (row) => profileName(factOf(row, 'profile')) || '–',
    },
  ],
  filters: [
    { key: 'tagName', label: 'Name' },
    { key: 'state', label: 'State', values: ['pending', 'running', 'stopping', 'stopped', 'shutting-down', 'terminated'] },
    { key: 'instanceType', label: 'Type' },
    { key: 'profile', label: 'Instance profile' },
  ],
  facts: factsOf(instanceReading, (instance) => {
    const profile = instance?.IamInstanceProfile?.Arn;
    return [
      { label: 'Name', value: instance?.Tags?.find(({ Key }) => Key === 'Name')?.Value },
      { label: 'State', value: instance && <InstanceState state={instance.State.Name} /> },
      { label: 'Type', value: instance?.InstanceType },
      { label: 'Launched', value: instance && <Time value={instance.LaunchTime} format="absolute" /> },
      { label: 'Image', value: instance && <span className="font-mono text-sm">{instance.ImageId}</span> },
      { label: 'Private address', value: instance?.PrivateIpAddress },
      { label: 'Instance profile', value: profile && profileName(profile) },
      { label: 'Last change', value: instance?.StateTransitionReason },
    ];
  }),
  tabs: [{ id: 'state', label: 'State', Content: InstanceStates }],
  name: {
    label: 'Name',
    hint: 'A tag with the key Name. Its id is given.',
    optional: true,
    problem: (text) => (text.length > 256 ? 'At most 256 characters.' : undefined),
  },
  fields: { Fields: InstanceFields, fresh: { image: '', type: 't3.micro', profile: '' } },
};
