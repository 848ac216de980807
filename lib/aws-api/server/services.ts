import { budgetsOperations, costExplorerOperations } from '../../billing';
import type { AnyOperation } from '../../core/operation';
import { iamOperations } from '../../iam';
import { organizationsOperations } from '../../organizations';
import { kmsOperations, sqsOperations } from '../../resources';
import { stsOperations } from '../../sts';
import type { WireServiceName } from '../protocol/sdk-schemas';

/** A service as its clients find it. */
export type WireService = {
  name: WireServiceName;
  /** What people call it. */
  title: string;
  /** What the credential scope of a signature must name. */
  signingName: string;
  /** What the name of the variable ends with that tells clients its endpoint: AWS_ENDPOINT_URL_IAM. */
  endpointVariable: string;
  /** AWS: IAM, Organizations, Cost Explorer and Budgets are global, so aws:RequestedRegion is the partition's first Region whatever was signed for. */
  global: boolean;
  operations: Readonly<Record<string, AnyOperation>>;
  /** Played only as far as is needed to show who may use its resources. */
  partly?: true;
};

export const IAM: WireService = {
  name: 'iam',
  title: 'IAM',
  signingName: 'iam',
  endpointVariable: 'IAM',
  global: true,
  operations: iamOperations,
};
export const STS: WireService = {
  name: 'sts',
  title: 'STS',
  signingName: 'sts',
  endpointVariable: 'STS',
  global: false,
  operations: stsOperations,
};
export const ORGANIZATIONS: WireService = {
  name: 'organizations',
  title: 'Organizations',
  signingName: 'organizations',
  endpointVariable: 'ORGANIZATIONS',
  global: true,
  operations: organizationsOperations,
};
export const COST_EXPLORER: WireService = {
  name: 'ce',
  title: 'Cost Explorer',
  signingName: 'ce',
  endpointVariable: 'COST_EXPLORER',
  global: true,
  operations: costExplorerOperations,
};
export const BUDGETS: WireService = {
  name: 'budgets',
  title: 'Budgets',
  signingName: 'budgets',
  endpointVariable: 'BUDGETS',
  global: true,
  operations: budgetsOperations,
};
export const KMS: WireService = {
  name: 'kms',
  title: 'KMS',
  signingName: 'kms',
  endpointVariable: 'KMS',
  global: false,
  operations: kmsOperations,
  partly: true,
};

export const SQS: WireService = {
  name: 'sqs',
  title: 'SQS',
  signingName: 'sqs',
  endpointVariable: 'SQS',
  global: false,
  operations: sqsOperations,
  partly: true,
};

/** Every service that the wire API serves, in the order in which pages and messages name them. */
export const SERVICES: readonly WireService[] = [IAM, ORGANIZATIONS, STS, COST_EXPLORER, BUDGETS, KMS, SQS];

/** The operation of that name, unless it is one of the console's own that AWS does not have. */
export function findOperation(service: WireService, name: string): AnyOperation | undefined {
  return Object.hasOwn(service.operations, name) ? service.operations[name] : undefined;
}
