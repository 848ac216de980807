'use server';

import { SimulateAccess } from '@/lib/access/simulate/operations';
import { consoleAction } from '@/lib/console/run-console';

export const simulateAccess = consoleAction(SimulateAccess);
