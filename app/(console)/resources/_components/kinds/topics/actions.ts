'use server';

import { regionalAction } from '@/lib/console/run-console';
import { Publish } from '@/lib/resources/sns/message-operations';

export const publish = regionalAction(Publish);
