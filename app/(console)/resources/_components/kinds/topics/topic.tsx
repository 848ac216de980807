'use client';

import dynamic from 'next/dynamic';
import { columnsOf } from '@/components/console/kit/columns';
import { fact, kindOf, type Overview, requiredName } from '../kind';
import { topicReads } from './queries';

const TopicMessages = dynamic(() => import('./topic-messages').then((module) => module.TopicMessages));

const column = columnsOf<Overview>();

export const topic = kindOf({
  ...topicReads,
  id: 'topics',
  noun: 'Topic',
  one: 'topic',
  many: 'topics',
  description: 'Topics take what is published to them. Nothing is delivered: it is about who may publish.',
  empty: 'Make a topic, publish to it, and see who may publish by its policy.',
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
  policy: { type: 'AWS::SNS::Topic', maxCharacters: 30_720, removable: false, none: 'A topic always has a policy.' },
  name: requiredName(
    'Topic name',
    /^[A-Za-z0-9_-]{1,256}$/,
    'Up to 256 letters, digits, hyphens and underscores.',
    'Unique in the account and Region.',
  ),
  remove: { text: 'Its messages are lost. Policies that name it stay as they are.' },
  asks: [
    { action: 'sns:Publish' },
    { action: 'sns:GetTopicAttributes' },
    { action: 'sns:SetTopicAttributes' },
    { action: 'sns:DeleteTopic' },
  ],
});
