import { expect, it } from 'vitest';
import type { Scenario } from '../format/schema';
import { mutantsOf } from './mutants';

it('mutantsOf returns each typical mistake in the solution as a separate mutant', () => {
  const statement = {
    Effect: 'Allow',
    Action: ['s3:GetObject'],
    Resource: 'arn:aws:s3:::b/*',
    Condition: { Bool: { 'aws:SecureTransport': 'true' } },
  };
  const scenario = {
    personas: { ana: { as: 'user/ana@dev', about: 'Ana' } },
    setup: [{ as: 'root@dev', do: 'iam:CreateUser', each: ['ana', 'ben'], input: { UserName: '{{each}}' } }],
    solution: [
      { as: 'root@dev', do: 'iam:PutUserPolicy', input: { UserName: 'ana', PolicyDocument: { Statement: [statement] } } },
    ],
  };
  const mutants = mutantsOf(scenario as unknown as Scenario);
  expect(mutants.map(({ name }) => name)).toEqual([
    'solution 1: left out',
    'solution 1: PolicyDocument statement 1 Effect flipped',
    'solution 1: PolicyDocument statement 1 Resource *',
    'solution 1: PolicyDocument statement 1 s3:GetObject widened',
    'solution 1: PolicyDocument statement 1 Bool dropped',
    'solution 1: PolicyDocument statement 1 BoolIfExists',
    'solution 1: PolicyDocument statement 1 ForAllValues:Bool',
    'solution 1: UserName ben',
    'AdministratorAccess for every persona',
  ]);
  expect(mutants[4]?.operations).toMatchObject([{ input: { PolicyDocument: { Statement: [{ Effect: 'Allow' }] } } }]);
  expect(JSON.stringify(mutants[4]?.operations)).not.toContain('Condition');
});
