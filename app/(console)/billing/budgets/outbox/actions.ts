'use server';

import { DeleteOutboxMessages } from '@/lib/account/outbox-operations';
import { consoleAction } from '@/lib/console/run-console';

export const deleteOutboxMessages = consoleAction(DeleteOutboxMessages);
