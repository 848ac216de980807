import { ofAccount, ofPayer, type Tables } from '../core/module/table';
import { budgetsOperations, costExplorerOperations } from '.';

export { billingOperations as consoleOperations } from '.';
export const operations = { ce: costExplorerOperations, budgets: budgetsOperations };

export const tables: Tables = {
  BillingPeriod: { ...ofAccount, key: 'accountId' },
  PriceListVersion: { ...ofPayer, key: 'payerId' },
  BillingPreferences: { ...ofPayer, key: 'payerId' },
  UsageBatch: ofAccount,
  UsageImportPart: { owner: { column: 'batchId', of: 'UsageBatch', relation: 'batch' } },
  UsageBlock: ofAccount,
  BillingBenefit: ofAccount,
  CostCategory: ofAccount,
  CostAllocationTag: { ...ofAccount, key: 'accountId' },
  Bill: ofPayer,
  BillSection: ofPayer,
  Budget: ofAccount,
  BudgetAction: ofAccount,
  CostReport: ofAccount,
  BillingPayer: { apart: 'About the process: what was worked out of bills.', endsWith: ['accountId'], key: 'accountId' },
  BudgetsJudged: { apart: 'About the process: when budgets were looked at.', endsWith: ['payerId'], key: 'payerId' },
};
