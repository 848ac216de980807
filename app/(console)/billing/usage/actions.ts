'use server';

import { GenerateUsage } from '@/lib/billing/usage/generate-operations';
import { AppendUsageImport, BeginUsageImport, FinishUsageImport } from '@/lib/billing/usage/import-operations';
import { DeleteUsageBatch, PutUsage } from '@/lib/billing/usage/operations';
import { consoleAction } from '@/lib/console/run-console';

export const putUsage = consoleAction(PutUsage);
export const generateUsage = consoleAction(GenerateUsage);
export const beginUsageImport = consoleAction(BeginUsageImport);
export const appendUsageImport = consoleAction(AppendUsageImport);
export const finishUsageImport = consoleAction(FinishUsageImport);
export const deleteUsageBatch = consoleAction(DeleteUsageBatch);
