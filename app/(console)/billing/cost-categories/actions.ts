'use server';

import { PreviewCostCategory } from '@/lib/billing/cost-category/costs-operations';
import {
  CreateCostCategoryDefinition,
  DeleteCostCategoryDefinition,
  UpdateCostCategoryDefinition,
} from '@/lib/billing/cost-category/operations';
import { consoleAction } from '@/lib/console/run-console';

export const createCostCategory = consoleAction(CreateCostCategoryDefinition);
export const updateCostCategory = consoleAction(UpdateCostCategoryDefinition);
export const deleteCostCategory = consoleAction(DeleteCostCategoryDefinition);
export const previewCostCategory = consoleAction(PreviewCostCategory);
