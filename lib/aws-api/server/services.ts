import { budgetsOperations, costExplorerOperations } from '../../billing';
import type { AnyOperation } from '../../core/operation';
import { iamOperations } from '../../iam';
import { organizationsOperations } from '../../organizations';
import { stsOperations } from '../../sts';
import type { WireServiceName } from '../protocol/sdk-schemas';

/** A service as its clients find it. */
export type WireService = {
  name: WireServiceName;
  /** What the credential scope of a signature must name. */
  signingName: string;
  /** AWS: IAM, Organizations, Cost Explorer and Budgets are global, so aws:RequestedRegion is the partition's first Region whatever was signed for. */
  global: boolean;
  operations: Readonly<Record<string, AnyOperation>>;
};

export const IAM: WireService = { name: 'iam', signingName: 'iam', global: true, operations: iamOperations };
export const STS: WireService = { name: 'sts', signingName: 'sts', global: false, operations: stsOperations };
export const ORGANIZATIONS: WireService = {
  name: 'organizations',
  signingName: 'organizations',
  global: true,
  operations: organizationsOperations,
};
export const COST_EXPLORER: WireService = { name: 'ce', signingName: 'ce', global: true, operations: costExplorerOperations };
export const BUDGETS: WireService = { name: 'budgets', signingName: 'budgets', global: true, operations: budgetsOperations };

/** The operation of that name, unless it is one of the console's own that AWS does not have. */
export function findOperation(service: WireService, name: string): AnyOperation | undefined {
  return Object.hasOwn(service.operations, name) ? service.operations[name] : undefined;
}
