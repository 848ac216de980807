import { describeIsolation } from '../core/testing/isolation';
import { budgetsOperations, costExplorerOperations } from '.';
import { budgetsContracts, costExplorerContracts } from './test-contracts';

// One after the other, as two services may have operations of the same name.
await describeIsolation({
  contracts: costExplorerContracts,
  operations: costExplorerOperations,
  models: ['CostCategory', 'UsageBatch', 'UsageBlock', 'BillingBenefit'],
});
await describeIsolation({
  contracts: budgetsContracts,
  operations: budgetsOperations,
  models: ['Budget', 'BudgetAction', 'Role'],
});
