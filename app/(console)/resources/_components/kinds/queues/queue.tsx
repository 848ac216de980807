'use client';

import dynamic from 'next/dynamic';
import { Time } from '@/components/console/page/time';
import { QUEUE } from '@/lib/resources/sqs/arns';
import { kindOf, requiredName } from '../kind';
import { queueReads } from './queries';

const QueueMessages = dynamic(() => import('./queue-messages').then((module) => module.QueueMessages));

const toTime = (seconds: string | undefined) => (seconds === undefined ? null : Number(seconds) * 1000);
const count = (text: string | undefined) => (text === undefined ? undefined : Number(text).toLocaleString('en'));

export const queue = kindOf(QUEUE, {
  ...queueReads,
  description: 'Queues store messages until they are received and deleted. An access policy can give other accounts access.',
  empty: 'Create a queue, send a message, and see who can send and receive.',
  gone: ['QueueDoesNotExist'],
  columns: [],
  facts: (attributes) => [
    { label: 'Created', value: <Time value={toTime(attributes.CreatedTimestamp)} format="absolute" /> },
    { label: 'Messages available', value: count(attributes.ApproximateNumberOfMessages) },
    { label: 'Messages in flight', value: count(attributes.ApproximateNumberOfMessagesNotVisible) },
    { label: 'Messages delayed', value: count(attributes.ApproximateNumberOfMessagesDelayed) },
    { label: 'Visibility timeout', value: `${attributes.VisibilityTimeout ?? '–'} seconds` },
  ],
  tabs: [{ id: 'messages', label: 'Messages', Content: QueueMessages }],
  policy: {
    maxCharacters: 8192,
    removable: true,
    none: 'Without an access policy, only principals of this account have access, through their own policies.',
  },
  name: requiredName(
    'Queue name',
    /^[A-Za-z0-9_-]{1,80}$/,
    'Up to 80 letters, digits, hyphens and underscores.',
    'Unique in the account and Region.',
  ),
  remove: { text: 'Its messages are deleted. Policies that name it don’t change.' },
  asks: [
    { action: 'sqs:SendMessage' },
    { action: 'sqs:ReceiveMessage' },
    { action: 'sqs:DeleteMessage' },
    { action: 'sqs:GetQueueAttributes' },
    { action: 'sqs:SetQueueAttributes' },
    { action: 'sqs:DeleteQueue' },
  ],
});
