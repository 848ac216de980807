'use server';

import { regionalAction } from '@/lib/console/run-console';
import { Invoke } from '@/lib/resources/lambda/invoke-operations';

export const invokeFunction = regionalAction(Invoke);
