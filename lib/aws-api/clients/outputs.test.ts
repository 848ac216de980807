import type * as AccessAnalyzer from '@aws-sdk/client-accessanalyzer';
import type * as Budgets from '@aws-sdk/client-budgets';
import type * as CostExplorer from '@aws-sdk/client-cost-explorer';
import type * as DynamoDb from '@aws-sdk/client-dynamodb';
import type * as Ec2 from '@aws-sdk/client-ec2';
import type * as Iam from '@aws-sdk/client-iam';
import type * as Kms from '@aws-sdk/client-kms';
import type * as Lambda from '@aws-sdk/client-lambda';
import type * as Organizations from '@aws-sdk/client-organizations';
import type * as SecretsManager from '@aws-sdk/client-secrets-manager';
import type * as Sns from '@aws-sdk/client-sns';
import type * as Sqs from '@aws-sdk/client-sqs';
import type * as Sts from '@aws-sdk/client-sts';
import { expectTypeOf, it } from 'vitest';
import type { accessAnalyzerOperations } from '../../access-analyzer';
import type { budgetsOperations, costExplorerOperations } from '../../billing';
import type { OutputOf } from '../../core/operation';
import type { iamOperations } from '../../iam';
import type { organizationsOperations } from '../../organizations';
import type { operations as dynamodb } from '../../resources/dynamodb/parts';
import type { operations as ec2 } from '../../resources/ec2/parts';
import type { operations as kms } from '../../resources/kms/parts';
import type { operations as lambda } from '../../resources/lambda/parts';
import type { operations as secretsmanager } from '../../resources/secretsmanager/parts';
import type { operations as sns } from '../../resources/sns/parts';
import type { operations as sqs } from '../../resources/sqs/parts';
import type { stsOperations } from '../../sts';

/** The output type that the SDK has for an operation. */
type Read<Sdk, Name> =
  Sdk extends Record<`${Name & string}Command`, new (...input: never[]) => infer Command>
    ? Command extends { resolveMiddleware: (...parts: never[]) => (input: never) => Promise<{ output: infer Output }> }
      ? Omit<Output, '$metadata'>
      : 'no output'
    : 'no command';
/** The operations whose output differs from the SDK's types. */
type Wrong<Operations, Sdk> = {
  [Name in keyof Operations]: OutputOf<Operations[Name]> extends Read<Sdk, Name>
    ? never
    : Promise<OutputOf<Operations[Name]>> extends Promise<void>
      ? never
      : Name;
}[keyof Operations];

it('the output types of all wire operations match the SDK’s types', () => {
  // The SDK has narrower types for members of the listed names: enumerations, unions with exactly one member, and bytes with methods.

  expectTypeOf<Wrong<typeof iamOperations, typeof Iam>>().toBeNever();
  expectTypeOf<Wrong<typeof organizationsOperations, typeof Organizations>>().toBeNever();
  expectTypeOf<Wrong<typeof stsOperations, typeof Sts>>().toBeNever();
  expectTypeOf<Wrong<typeof accessAnalyzerOperations, typeof AccessAnalyzer>>().toEqualTypeOf<
    'GetFindingV2' | 'GetGeneratedPolicy' | 'ListFindingsV2' | 'ListPolicyGenerations' | 'ValidatePolicy'
  >();
  expectTypeOf<Wrong<typeof budgetsOperations, typeof Budgets>>().toEqualTypeOf<
    'DescribeBudget' | 'DescribeBudgetPerformanceHistory' | 'DescribeBudgets'
  >();
  expectTypeOf<Wrong<typeof costExplorerOperations, typeof CostExplorer>>().toEqualTypeOf<
    'DescribeCostCategoryDefinition' | 'GetAnomalyMonitors'
  >();
  expectTypeOf<Wrong<(typeof dynamodb)['dynamodb'], typeof DynamoDb>>().toEqualTypeOf<
    'DeleteItem' | 'GetItem' | 'PutItem' | 'Query' | 'Scan'
  >();
  expectTypeOf<Wrong<(typeof ec2)['ec2'], typeof Ec2>>().toEqualTypeOf<
    'DescribeImages' | 'DescribeInstanceStatus' | 'DescribeInstances' | 'RunInstances'
  >();
  expectTypeOf<Wrong<(typeof kms)['kms'], typeof Kms>>().toBeNever();
  expectTypeOf<Wrong<(typeof lambda)['lambda'], typeof Lambda>>().toEqualTypeOf<'Invoke'>();
  expectTypeOf<Wrong<(typeof secretsmanager)['secretsmanager'], typeof SecretsManager>>().toBeNever();
  expectTypeOf<Wrong<(typeof sns)['sns'], typeof Sns>>().toBeNever();
  expectTypeOf<Wrong<(typeof sqs)['sqs'], typeof Sqs>>().toBeNever();
});
