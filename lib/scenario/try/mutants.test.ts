import { expect, it } from 'vitest';
import type { Pack } from '../pack';
import { mutantsOf } from './mutants';

it('mutantsOf returns each typical mistake in the solution as a separate mutant', () => {
  const statement = {
    Effect: 'Allow',
    Action: ['s3:GetObject'],
    Resource: 'arn:aws:s3:::b/*',
    Condition: { Bool: { 'aws:SecureTransport': 'true' } },
  };
  const scenario = {
    format: 1,
    personas: { ana: { as: 'user/ana@dev', about: 'Ana' } },
    setup: [{ as: 'root@dev', do: 'iam:CreateUser', each: ['ana', 'ben'], input: { UserName: '{{each}}' } }],
    solution: [
      { as: 'root@dev', do: 'iam:PutUserPolicy', input: { UserName: 'ana', PolicyDocument: { Statement: [statement] } } },
    ],
  };
  const mutants = mutantsOf({ scenario, files: new Map() } as unknown as Pack);
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

it('mutates documents in files from format 2 on, and leaves out one of several things', () => {
  const statement = {
    Effect: 'Allow',
    Action: ['s3:GetObject', 's3:PutObject'],
    Resource: '*',
    Condition: { StringEquals: { 'aws:PrincipalTag/team': 'red', 'aws:PrincipalTag/site': ['a', 'b'] } },
  };
  const files = new Map([['policies/work.json', JSON.stringify({ Statement: [statement] })]]);
  const PolicyDocument = { file: 'policies/work.json' };
  const solution = [{ as: 'root@dev', do: 'iam:PutUserPolicy', input: { UserName: 'ana', PolicyDocument } }];
  const namesFor = (format: number) =>
    mutantsOf({ scenario: { format, personas: {}, setup: [], solution }, files } as unknown as Pack).map(({ name }) =>
      name.replace(/^solution 1: (?:PolicyDocument statement 1 )?/, ''),
    );
  expect(namesFor(1)).toEqual(['left out', 'AdministratorAccess for every persona']);
  expect(namesFor(2)).toEqual([
    'left out',
    'Effect flipped',
    's3:GetObject widened',
    's3:PutObject widened',
    'StringEquals dropped',
    'StringEqualsIfExists',
    'ForAllValues:StringEquals',
    'Action s3:GetObject left out',
    'Action s3:PutObject left out',
    'only until some day',
    'only from one address',
    'StringEquals aws:PrincipalTag/team left out',
    'prefix aws:PrincipalTag/team',
    'StringEquals aws:PrincipalTag/site left out',
    'StringEquals aws:PrincipalTag/site a left out',
    'StringEquals aws:PrincipalTag/site b left out',
    'AdministratorAccess for every persona',
  ]);
});
