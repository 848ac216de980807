'use server';

import { EndOtherConsoleSessions, EndOwnConsoleSession } from '@/lib/account/console-session-operations';
import { consoleAction } from '@/lib/console/run-console';

export const endConsoleSession = consoleAction(EndOwnConsoleSession);
export const endOtherConsoleSessions = consoleAction(EndOtherConsoleSessions);
