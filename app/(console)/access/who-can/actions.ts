'use server';

import { WhatCan, WhoCan } from '@/lib/access/who-can/operations';
import { consoleAction } from '@/lib/console/run-console';

export const whoCan = consoleAction(WhoCan);
export const whatCan = consoleAction(WhatCan);
