'use client';

import dynamic from 'next/dynamic';
import { topicReading } from './topics';
import { factOf, factsOf, type ResourceKindView } from './view';

const TopicMessages = dynamic(() => import('./topic-messages').then((module) => module.TopicMessages));

export const topicView: ResourceKindView = {
  columns: [{ id: 'displayName', header: 'Display name', value: (row) => factOf(row, 'displayName') }],
  filters: [{ key: 'displayName', label: 'Display name' }],
  facts: factsOf(topicReading, (topic) => [
    { label: 'Display name', value: topic.DisplayName },
    {
      label: 'Largest message',
      value: topic.MaximumMessageSize && `${Number(topic.MaximumMessageSize).toLocaleString('en')} bytes`,
    },
  ]),
  tabs: [{ id: 'messages', label: 'Messages', Content: TopicMessages }],
  name: {
    label: 'Topic name',
    hint: 'Up to 256 letters, digits, hyphens and underscores. Unique in the account and Region.',
    problem: (text) => {
      if (text === '') return 'Required.';
      return /^[A-Za-z0-9_-]{1,256}$/.test(text) ? undefined : 'Up to 256 letters, digits, hyphens and underscores.';
    },
  },
};
