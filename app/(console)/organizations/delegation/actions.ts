'use server';

import { consoleAction } from '@/lib/console/run-console';
import { DeleteResourcePolicy, PutResourcePolicy } from '@/lib/organizations/resource-policy/operations';

export const putDelegationPolicy = consoleAction(PutResourcePolicy);
export const deleteDelegationPolicy = consoleAction(DeleteResourcePolicy);
