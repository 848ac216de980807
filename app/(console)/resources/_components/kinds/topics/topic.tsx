'use client';

import dynamic from 'next/dynamic';
import { columnsOf } from '@/components/console/kit/columns';
import { TOPIC } from '@/lib/resources/sns/arns';
import { fact, kindOf, type Overview, requiredName } from '../kind';
import { topicReads } from './queries';

const TopicMessages = dynamic(() => import('./topic-messages').then((module) => module.TopicMessages));

const column = columnsOf<Overview>();

export const topic = kindOf(TOPIC, {
  ...topicReads,
  description: 'Topics receive published messages. Gatehouse does not deliver them, but you can see who can publish.',
  empty: 'Create a topic, publish a message, and see who can publish.',
  gone: ['NotFound', 'NotFoundException'],
  columns: [column.text('displayName', 'Display name', fact('displayName'), { filter: true })],
  facts: (attributes) => [
    { label: 'Display name', value: attributes.DisplayName },
    {
      label: 'Largest message',
      value: attributes.MaximumMessageSize && `${Number(attributes.MaximumMessageSize).toLocaleString('en')} bytes`,
    },
  ],
  tabs: [{ id: 'messages', label: 'Messages', Content: TopicMessages }],
  policy: { maxCharacters: 30_720, removable: false, none: 'A topic always has a policy.' },
  name: requiredName(
    'Topic name',
    /^[A-Za-z0-9_-]{1,256}$/,
    'Up to 256 letters, digits, hyphens and underscores.',
    'Unique in the account and Region.',
  ),
  remove: { text: 'Its messages are deleted. Policies that name it don’t change.' },
  asks: [
    { action: 'sns:Publish' },
    { action: 'sns:GetTopicAttributes' },
    { action: 'sns:SetTopicAttributes' },
    { action: 'sns:DeleteTopic' },
  ],
});
