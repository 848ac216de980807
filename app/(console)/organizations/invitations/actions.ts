'use server';

import { consoleAction } from '@/lib/console/run-console';
import { AcceptHandshake, CancelHandshake, DeclineHandshake } from '@/lib/organizations/handshake/answer-operations';

export const acceptInvitation = consoleAction(AcceptHandshake);
export const declineInvitation = consoleAction(DeclineHandshake);
export const cancelInvitation = consoleAction(CancelHandshake);
