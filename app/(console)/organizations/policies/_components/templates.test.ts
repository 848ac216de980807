import { expect, it } from 'vitest';
import { POLICY_TYPES } from '../../_components/policy-types';
import { templatesOf } from './templates';

it("holds services to the organization as AWS's example against confused deputies does", () => {
  const templates = POLICY_TYPES.filter(({ kind }) => kind === 'rcp').flatMap((type) => templatesOf(type, 'o-a1b2c3d4e5'));
  const { Statement } = JSON.parse(templates.find(({ id }) => id === 'deputy')?.document ?? '{}');
  // AWS: Organizations User Guide, "Resource control policy examples", without the accounts of third parties.
  expect([Statement].flat()).toEqual([
    {
      Sid: 'EnforceConfusedDeputyProtection',
      Effect: 'Deny',
      Principal: '*',
      Action: ['s3:*', 'sqs:*', 'kms:*', 'secretsmanager:*', 'sts:*'],
      Resource: '*',
      Condition: {
        StringNotEqualsIfExists: { 'aws:SourceOrgID': 'o-a1b2c3d4e5' },
        Bool: { 'aws:PrincipalIsAWSService': 'true' },
        Null: { 'aws:SourceArn': 'false' },
      },
    },
  ]);
});
