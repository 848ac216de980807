'use server';

import { regionalAction } from '@/lib/console/run-console';
import { DeleteMessage, ReceiveMessage, SendMessage } from '@/lib/resources/sqs/message-operations';

export const sendMessage = regionalAction(SendMessage);
export const receiveMessage = regionalAction(ReceiveMessage);
export const deleteMessage = regionalAction(DeleteMessage);
