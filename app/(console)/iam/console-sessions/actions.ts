'use server';

import { EndOtherConsoleSessions, EndOwnConsoleSession } from '@/lib/account/console-session-operations';
import { consoleAction } from '@/lib/console/run-console';
import { EndUserConsoleSessions } from '@/lib/iam/login-profile/console-session-operations';

export const endConsoleSession = consoleAction(EndOwnConsoleSession);
export const endOtherConsoleSessions = consoleAction(EndOtherConsoleSessions);
export const endUserConsoleSessions = consoleAction(EndUserConsoleSessions);
