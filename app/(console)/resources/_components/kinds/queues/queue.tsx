'use client';

import dynamic from 'next/dynamic';
import { Time } from '@/components/console/page/time';
import { queueReading } from './queues';
import { factsOf, type ResourceKindView } from './view';

const QueueMessages = dynamic(() => import('./queue-messages').then((module) => module.QueueMessages));

const toTime = (seconds: string | undefined) => (seconds === undefined ? null : Number(seconds) * 1000);
const count = (text: string | undefined) => (text === undefined ? undefined : Number(text).toLocaleString('en'));

export const queueView: ResourceKindView = {
  columns: [],
  filters: [],
  facts: factsOf(queueReading, (queue) => [
    { label: 'Created', value: <Time value={toTime(queue.CreatedTimestamp)} format="absolute" /> },
    { label: 'Messages available', value: count(queue.ApproximateNumberOfMessages) },
    { label: 'Messages in flight', value: count(queue.ApproximateNumberOfMessagesNotVisible) },
    { label: 'Messages delayed', value: count(queue.ApproximateNumberOfMessagesDelayed) },
    { label: 'Visibility timeout', value: `${queue.VisibilityTimeout ?? '–'} seconds` },
  ]),
  tabs: [{ id: 'messages', label: 'Messages', Content: QueueMessages }],
  name: {
    label: 'Queue name',
    hint: 'Up to 80 letters, digits, hyphens and underscores. Unique in the account and Region.',
    problem: (text) => {
      if (text === '') return 'Required.';
      return /^[A-Za-z0-9_-]{1,80}$/.test(text) ? undefined : 'Up to 80 letters, digits, hyphens and underscores.';
    },
  },
};
