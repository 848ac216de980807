import { describe, expect, it } from 'vitest';
import { budgetsContracts, costExplorerContracts } from '../../billing/test-contracts';
import type { NamedContract } from '../../core/testing/load-contracts';
import { iamContracts } from '../../iam/test-contracts';
import { organizationsContracts } from '../../organizations/test-contracts';
import {
  dynamoDbContracts,
  ec2Contracts,
  kmsContracts,
  lambdaContracts,
  s3Contracts,
  s3ControlContracts,
  secretsManagerContracts,
  snsContracts,
  sqsContracts,
} from '../../resources/test-contracts';
import { stsContracts } from '../../sts/test-contracts';
import {
  BUDGETS,
  COST_EXPLORER,
  DYNAMODB,
  EC2,
  IAM,
  KMS,
  LAMBDA,
  ORGANIZATIONS,
  S3,
  S3_CONTROL,
  SECRETS_MANAGER,
  SNS,
  SQS,
  STS,
  type WireService,
} from '../server/services';

const SERVICES: readonly (readonly [WireService, readonly NamedContract[]])[] = [
  [IAM, iamContracts],
  [ORGANIZATIONS, organizationsContracts],
  [STS, stsContracts],
  [COST_EXPLORER, costExplorerContracts],
  [BUDGETS, budgetsContracts],
  [KMS, kmsContracts],
  [EC2, ec2Contracts],
  [S3, s3Contracts],
  [S3_CONTROL, s3ControlContracts],
  [SECRETS_MANAGER, secretsManagerContracts],
  [SNS, snsContracts],
  [SQS, sqsContracts],
  [DYNAMODB, dynamoDbContracts],
  [LAMBDA, lambdaContracts],
];

describe.each(SERVICES)('the contracts of $name', (service, contracts) => {
  it('speak of every registered operation, each of one noun', () => {
    const spoken = contracts.flatMap(([, { operations }]) => Object.keys(operations));
    expect(spoken.sort()).toEqual(Object.keys(service.operations).sort());
  });

  it.each(contracts)('call each operation of the noun, and speak of no other’s errors: %s', (_, contract) => {
    const own = Object.keys(contract.operations);
    const called = new Set(contract.calls.map(([name]) => name));
    expect(own.filter((name) => !called.has(name))).toEqual([]);
    const { failures, unreachable } = contract.errors;
    const rows = [...Object.values(failures).flat(), ...Object.values(unreachable).flat()];
    expect(rows.flatMap(([of]) => of).filter((name) => !own.includes(name))).toEqual([]);
    expect(rows.filter(([of]) => of.length === 0)).toEqual([]);
    expect(Object.keys(contract.also ?? {}).filter((name) => !own.includes(name))).toEqual([]);
  });
});
