import { accessOperations } from '../access';
import { accessAnalyzerOperations } from '../access-analyzer';
import { accountOperations } from '../account';
import { GetCallForms } from '../aws-api/coverage/call-operations';
import { GetApiCoverage } from '../aws-api/coverage/operations';
import { billingOperations, budgetsOperations, costExplorerOperations } from '../billing';
import { clockOperations } from '../clock/operations';
import type { AnyOperation } from '../core/operation';
import { isWrite } from '../core/operation';
import { eventOperations } from '../events';
import { iamOperations } from '../iam';
import { iamConsoleOperations } from '../iam/console-operations';
import { organizationsOperations } from '../organizations';
import { organizationsConsoleOperations } from '../organizations/console-operations';
import { postureOperations } from '../posture';
import {
  dynamoDbOperations,
  ec2Operations,
  kmsOperations,
  lambdaOperations,
  s3Operations,
  secretsManagerOperations,
  snsOperations,
  sqsOperations,
} from '../resources';
import { resourceConsoleOperations } from '../resources/console-operations';
import { responsibilityOperations } from '../responsibility/operations';
import { scenarioOperations } from '../scenario';
import { SearchResources } from '../search/operations';
import { snapshotOperations } from '../snapshot';
import { stsOperations } from '../sts';
import { tokenIssuerOperations } from '../token-issuer';
import { tutorOperations } from '../tutor/operations';

const operations = {
  iam: iamOperations,
  organizations: organizationsOperations,
  sts: stsOperations,
  'access-analyzer': accessAnalyzerOperations,
  budgets: budgetsOperations,
  ce: costExplorerOperations,
  dynamodb: dynamoDbOperations,
  ec2: ec2Operations,
  kms: kmsOperations,
  lambda: lambdaOperations,
  s3: s3Operations,
  secretsmanager: secretsManagerOperations,
  sns: snsOperations,
  sqs: sqsOperations,
  // The console's own reads, which AWS has no API operation for.
  console: {
    ...accessOperations,
    ...eventOperations,
    ...iamConsoleOperations,
    ...organizationsConsoleOperations,
    ...accountOperations,
    ...postureOperations,
    ...billingOperations,
    ...snapshotOperations,
    ...tokenIssuerOperations,
    ...responsibilityOperations,
    ...clockOperations,
    ...tutorOperations,
    ...resourceConsoleOperations,
    ...scenarioOperations,
    GetApiCoverage,
    GetCallForms,
    SearchResources,
  },
};

/** All operations that the console can name, by service. Queries get their types from it. */
export type ConsoleOperations = typeof operations;

/** The same operations, for iteration. */
export const registries: Readonly<Record<string, Readonly<Record<string, AnyOperation>>>> = operations;

/** Returns a read operation by service and name, or null. */
export function findReadOperation(service: string, name: string): AnyOperation | null {
  const registry = Object.hasOwn(registries, service) ? registries[service] : undefined;
  const operation = registry && Object.hasOwn(registry, name) ? registry[name] : undefined;
  return operation && !isWrite(operation) ? operation : null;
}
