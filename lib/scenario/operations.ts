import { accessOperations } from '../access';
import { accessAnalyzerOperations } from '../access-analyzer';
import { accountOperations } from '../account';
import { billingOperations, budgetsOperations, costExplorerOperations } from '../billing';
import { clockOperations } from '../clock/operations';
import type { AnyOperation } from '../core/operation';
import { cloudTrailOperations, eventOperations } from '../events';
import { iamOperations } from '../iam';
import { UpdateIAMAccessPreference } from '../iam/root-user/operations';
import { organizationsOperations } from '../organizations';
import { postureOperations } from '../posture';
import { resourceOperations } from '../resources';
import { stsOperations } from '../sts';
import { tokenIssuerOperations } from '../token-issuer';

const REGISTRIES: readonly Readonly<Record<string, AnyOperation>>[] = [
  iamOperations,
  organizationsOperations,
  stsOperations,
  accessAnalyzerOperations,
  budgetsOperations,
  clockOperations,
  costExplorerOperations,
  cloudTrailOperations,
  accessOperations,
  accountOperations,
  billingOperations,
  eventOperations,
  postureOperations,
  tokenIssuerOperations,
  // Billing's only operation outside of its registries.
  { UpdateIAMAccessPreference },
];

let known: ReadonlyMap<string, AnyOperation> | undefined;

/**
 * Returns all operations that packs can run by `service:Name`. If the action has another name, the operation is also listed by
 * it, unless another operation has that name: CopyObject is authorized by s3:PutObject.
 */
export function packOperations(): ReadonlyMap<string, AnyOperation> {
  known ??= (() => {
    const operations = [...REGISTRIES.flatMap((registry) => Object.values(registry)), ...resourceOperations];
    const named = (name: string, operation: AnyOperation) => [`${operation.service}:${name}`, operation] as const;
    const byAction = operations.flatMap((operation) => {
      const action = operation.action?.split(':')[1];
      return action === undefined ? [] : [named(action, operation)];
    });
    return new Map([...byAction, ...operations.map((operation) => named(operation.name, operation))]);
  })();
  return known;
}
