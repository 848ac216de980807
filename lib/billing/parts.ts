import { budgetsOperations, costExplorerOperations } from '.';

export { billingOperations as consoleOperations } from '.';
export const operations = { ce: costExplorerOperations, budgets: budgetsOperations };
