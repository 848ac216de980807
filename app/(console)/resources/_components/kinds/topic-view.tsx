'use client';

import dynamic from 'next/dynamic';
import { topicReading } from './topics';
import { factOf, factsOf, type ResourceKindView } from './view';

const TopicPublish = dynamic(() => import('./topic-publish').then((module) => module.TopicPublish));

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
  tabs: [{ id: 'publish', label: 'Publish', Content: TopicPublish }],
  name: {
    label: 'Topic name',
    hint: 'Up to 256 letters, digits, hyphens and underscores. Unique in the account and Region.',
    problem: (text) => {
      if (text === '') return 'Required.';
      return /^[A-Za-z0-9_-]{1,256}$/.test(text) ? undefined : 'Up to 256 letters, digits, hyphens and underscores.';
    },
  },
};
