import type { AnyOperation } from '../core/operation';
import {
  DeleteBenefit,
  ListReservations,
  ListSavingsPlans,
  PutCredit,
  PutReservation,
  PutSavingsPlan,
} from './benefit/operations';
import { GetCreditUse, ListCredits } from './bill/credit-operations';
import { ExportBill } from './bill/export/operations';
import { GetBillingHome } from './bill/home-operations';
import { IssueBill } from './bill/issue/operations';
import { GetBill, ListBillAccounts, ListBillLines, ListBills } from './bill/operations';
import { PreviewBill } from './bill/preview/operations';
import { GetBillSavings, ListBillSavingsAccounts } from './bill/savings/operations';
import { GetCostsInTree } from './bill/tree-operations';
import { PreviewBudget } from './budget/preview-operations';
import {
  GetCostAllocationCoverage,
  ListCostAllocationTags,
  UpdateCostAllocationTagsStatus,
} from './cost-allocation-tag/operations';
import { GetCostCategoryCosts, ListCostUnits, PreviewCostCategory } from './cost-category/costs-operations';
import {
  CreateCostCategoryDefinition,
  DeleteCostCategoryDefinition,
  DescribeCostCategoryDefinition,
  ListCostCategoryDefinitions,
  ListTagsForResource,
  TagResource,
  UntagResource,
  UpdateCostCategoryDefinition,
} from './cost-category/operations';
import { GetAnomalies, GetAnomalyMonitors, ListCostAnomalies } from './cost-explorer/anomalies/operations';
import { GetReservationCoverage, GetReservationUtilization } from './cost-explorer/commitments/reservation-operations';
import {
  GetSavingsPlansCoverage,
  GetSavingsPlansUtilization,
  GetSavingsPlansUtilizationDetails,
} from './cost-explorer/commitments/savings-plan-operations';
import { GetAdvanceShares, GetAdvanceUse } from './cost-explorer/commitments/use-operations';
import { GetCostForecast, GetUsageForecast } from './cost-explorer/forecast/operations';
import { GetCostAndUsage, GetCostCategories, GetDimensionValues, GetTags } from './cost-explorer/operations';
import { GetCostsToDate } from './cost-explorer/to-date-operations';
import { ExploreCosts, ExportCosts, ForecastCosts, ListCostLines } from './cost-explorer/views/operations';
import { CreateReport, DeleteReport, DescribeReport, UpdateReport } from './cost-explorer/views/report-operations';
import {
  GetBillingPreferences,
  ListBilledAccounts,
  ListBillingPreferences,
  UpdateBillingPreferences,
} from './preferences/operations';
import { GetPriceList, ListPriceListVersions, PutPriceList } from './price-list/operations';
import { GenerateUsage } from './usage/generate-operations';
import { AppendUsageImport, BeginUsageImport, FinishUsageImport } from './usage/import-operations';
import { DeleteUsageBatch, ListUsageBatches, PutUsage } from './usage/operations';

/** The operations on usage, costs and payers. They belong to the console, because AWS has no API for most of them. */
export const billingOperations = {
  PreviewBudget,
  GetBill,
  ListBills,
  ListBillAccounts,
  ListBillLines,
  GetCostsInTree,
  GetBillingHome,
  GetCostsToDate,
  ListCostAnomalies,
  ExportBill,
  GetBillSavings,
  ListBillSavingsAccounts,
  IssueBill,
  PreviewBill,
  PutReservation,
  PutSavingsPlan,
  PutCredit,
  ListReservations,
  ListSavingsPlans,
  ListCredits,
  GetCreditUse,
  DeleteBenefit,
  GetAdvanceUse,
  GetAdvanceShares,
  GetBillingPreferences,
  ListBillingPreferences,
  ListBilledAccounts,
  UpdateBillingPreferences,
  GetPriceList,
  PutPriceList,
  ListPriceListVersions,
  PutUsage,
  GenerateUsage,
  BeginUsageImport,
  AppendUsageImport,
  FinishUsageImport,
  ListUsageBatches,
  DeleteUsageBatch,
  ExploreCosts,
  ExportCosts,
  ForecastCosts,
  ListCostLines,
  CreateReport,
  DescribeReport,
  UpdateReport,
  DeleteReport,
  GetCostCategoryCosts,
  PreviewCostCategory,
  ListCostUnits,
  GetCostAllocationCoverage,
};

/** All implemented operations of Cost Explorer by name. */
export const costExplorerOperations = {
  GetCostAndUsage,
  GetDimensionValues,
  GetTags,
  GetAnomalies,
  GetAnomalyMonitors,
  GetCostForecast,
  GetUsageForecast,
  GetReservationUtilization,
  GetReservationCoverage,
  GetSavingsPlansUtilization,
  GetSavingsPlansUtilizationDetails,
  GetSavingsPlansCoverage,
  GetCostCategories,
  CreateCostCategoryDefinition,
  DescribeCostCategoryDefinition,
  ListCostCategoryDefinitions,
  UpdateCostCategoryDefinition,
  DeleteCostCategoryDefinition,
  TagResource,
  UntagResource,
  ListTagsForResource,
  ListCostAllocationTags,
  UpdateCostAllocationTagsStatus,
} satisfies Readonly<Record<string, AnyOperation>>;

export { budgetsOperations } from './budgets';
