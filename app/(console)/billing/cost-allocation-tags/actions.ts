'use server';

import { UpdateCostAllocationTagsStatus } from '@/lib/billing/cost-allocation-tag/operations';
import { consoleAction } from '@/lib/console/run-console';

export const updateCostAllocationTags = consoleAction(UpdateCostAllocationTagsStatus);
