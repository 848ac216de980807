'use server';

import { UpdateBillingPreferences } from '@/lib/billing/preferences/operations';
import { consoleAction } from '@/lib/console/run-console';

export const updateBillingPreferences = consoleAction(UpdateBillingPreferences);
