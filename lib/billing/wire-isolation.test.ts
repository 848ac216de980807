import { describeIsolation } from '../core/testing/isolation';
import { budgetsOperations, costExplorerOperations } from '.';
import { budgetsContracts, costExplorerContracts } from './test-contracts';

// The calls run in sequence, because two services can have operations with the same name.
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
