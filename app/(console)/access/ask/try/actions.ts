'use server';

import { AskOwnCall, TryCall } from '@/lib/access/try-it/operations';
import { makeRealCall } from '@/lib/console/real-call';
import { consoleAction } from '@/lib/console/run-console';

export const tryCall = consoleAction(TryCall);
export const askOwnCall = consoleAction(AskOwnCall);
export const realCall = makeRealCall;
