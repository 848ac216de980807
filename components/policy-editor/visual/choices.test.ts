import { loadCatalog } from '@gatehouse/catalog/load-catalog';
import { toBlocks } from '@gatehouse/policy/edit';
import { describe, expect, it } from 'vitest';
import { actionMatches, levelChoices, openEntries, toggleLevel } from './action-choice';
import { isAsked, keysFor, operatorName, operatorParts, operatorsFor, whenMissing } from './condition-choice';
import { anyInAccount, fieldSuggestions, fieldWords, resourceChoice, suggestedArns, typeOfEntry } from './resource-choice';
import { sentenceText, statementSentence } from './statement-sentence';

const catalog = loadCatalog();

function sentence(statement: object): string {
  const read = toBlocks(JSON.stringify({ Statement: [statement] }));
  const block = read.ok ? read.document.blocks[0] : undefined;
  return block ? sentenceText(statementSentence(block, catalog)) : '';
}

describe('the sentence of a statement', () => {
  const OBJECTS = { Effect: 'Allow', Resource: 'arn:aws:s3:::acme-reports/*' };
  it.each([
    [
      { ...OBJECTS, Action: 's3:GetObject', Condition: { Bool: { 'aws:MultiFactorAuthPresent': 'true' } } },
      'reading objects in acme-reports, only with MFA',
    ],
    [{ ...OBJECTS, Effect: 'Deny', Action: ['s3:DeleteObject', 's3:DeleteObjectVersion'] }, 'deleting objects in acme-reports'],
    [{ ...OBJECTS, Action: 's3:GetObject', Resource: 'arn:aws:s3:::b/finance/*' }, 'reading objects in b/finance/*'],
    [{ Effect: 'Allow', Action: 'iam:PassRole', Resource: '*' }, 'passing any role'],
    [{ Effect: 'Allow', Action: 's3:ListBucket', Resource: 'arn:aws:s3:::acme-reports' }, 'listing bucket acme-reports'],
    [{ Effect: 'Allow', Action: ['kms:Decrypt', 'kms:DescribeKey'], Resource: '*' }, 'reading and decrypting with any key'],
    [{ Effect: 'Allow', Action: '*', Resource: '*' }, 'everything'],
    [{ Effect: 'Allow', Action: 's3:*', Resource: '*' }, 'everything in S3'],
    [{ Effect: 'Deny', NotAction: 'iam:*', Resource: '*' }, 'everything except everything in IAM'],
    [{ Effect: 'Allow', Action: [], Resource: [] }, 'no actions yet, on no resources yet'],
    [{ Effect: 'Allow', Action: 'sts:AssumeRole', Principal: { Service: 'ec2.amazonaws.com' } }, 'assuming this role, for ec2'],
    [
      {
        Effect: 'Deny',
        Action: 's3:GetObject',
        Resource: '*',
        Condition: { NotIpAddress: { 'aws:SourceIp': '203.0.113.0/24' } },
      },
      'reading any object, unless from 203.0.113.0/24',
    ],
  ])('describes %j', (statement, words) => {
    expect(sentence(statement)).toBe(words);
  });
});

describe('the choice of actions', () => {
  it('groups actions by level, with the entry that includes each, and toggles a whole level', () => {
    const entries = ['s3:GetObject', 's3:List*'];
    const levels = levelChoices(catalog, entries, 's3');
    expect(levels.map(({ level }) => level)).toContain('Permissions management');
    const list = levels.find(({ level }) => level === 'List');
    const read = levels.find(({ level }) => level === 'Read');
    expect(list?.actions.every(({ action, by }) => !action.name.startsWith('List') || by === 's3:List*')).toBe(true);
    expect(read?.chosen).toBeGreaterThanOrEqual(1);
    if (!read) throw new Error('S3 has actions that read');
    const all = toggleLevel(catalog, entries, read);
    expect(all).toMatchObject({ kind: 'addEntries' });
    const with_ = all?.kind === 'addEntries' ? [...entries, ...all.values] : [];
    const full = levelChoices(catalog, with_, 's3').find(({ level }) => level === 'Read');
    expect(full?.chosen).toBe(full?.actions.length);
    const none = full && toggleLevel(catalog, with_, full);
    expect(none?.kind === 'removeEntries' ? none.indexes.length : 0).toBe(with_.length - 1);
  });

  it('lists the actions that a wildcard currently matches', () => {
    expect(openEntries(catalog, ['s3:GetObject', 's3:GetObjectT*', 's3:Nothing', '*'])).toEqual([
      { index: 1, text: 's3:GetObjectT*', matches: ['GetObjectTagging', 'GetObjectTorrent'] },
      { index: 2, text: 's3:Nothing', matches: [] },
      { index: 3, text: '*', matches: null },
    ]);
    expect(actionMatches('object retrieve', 'GetObject', 'Grants permission to retrieve objects')).toBe(true);
  });
});

describe('the choice of resources', () => {
  const types = catalog.resourceTypesOf('s3');
  it('splits an ARN into the fields of the most specific resource type', () => {
    expect(typeOfEntry(types, 'arn:aws:s3:::b/finance/*')).toMatchObject({
      type: { name: 'object' },
      pieces: [
        { text: 'arn:aws:s3:::' },
        { text: 'b', field: 'BucketName' },
        { text: '/' },
        { text: 'finance/*', field: 'ObjectName' },
      ],
    });
    expect(typeOfEntry(types, 'arn:aws:s3:::${aws:username}')?.type.name).toBe('bucket');
    expect(typeOfEntry(types, '*')).toBeNull();
    expect(fieldWords('BucketName')).toBe('bucket name');
  });

  it('suggests ARNs from existing resources', () => {
    const arns = ['arn:aws:s3:::acme-reports'];
    const object = types.find(({ name }) => name === 'object');
    if (!object) throw new Error('S3 has objects');
    expect(suggestedArns(types, object, arns)).toEqual(['arn:aws:s3:::acme-reports/*']);
    expect(fieldSuggestions(types, arns, 'BucketName')).toEqual(['acme-reports']);
    const [queue] = catalog.resourceTypesOf('sqs');
    expect(queue && anyInAccount(queue, 'aws', '111122223333')).toBe('arn:aws:sqs:*:111122223333:*');
    expect(anyInAccount(object, 'aws', '111122223333')).toBeNull();
    expect(resourceChoice(catalog, ['s3:ListAllMyBuckets', 's3:GetObject'])).toMatchObject({
      withoutResource: ['s3:ListAllMyBuckets'],
    });
  });
});

describe('the choice of conditions', () => {
  it('treats a condition as present only with the same operator and key, ignoring the case of the key', () => {
    const clauses = [{ operator: 'StringEquals', key: 'aws:PrincipalTag/team' }];
    expect(isAsked(clauses, 'StringEquals', 'AWS:principaltag/team')).toBe(true);
    expect(isAsked(clauses, 'StringLike', 'aws:PrincipalTag/team')).toBe(false);
    expect(isAsked(clauses, 'StringEquals', 'aws:PrincipalTag/unit')).toBe(false);
  });

  it('offers operators for the type of the key and splits operators into parts', () => {
    expect(operatorsFor('Bool')).toEqual(['Bool', 'Null']);
    expect(operatorsFor('ARN')[0]).toBe('ArnLike');
    const parts = operatorParts('ForAnyValue:StringLikeIfExists');
    expect(parts).toEqual({ qualifier: 'ForAnyValue', base: 'StringLike', ifExists: true });
    expect(parts && operatorName(parts)).toBe('ForAnyValue:StringLikeIfExists');
    expect(operatorParts('stringlike')).toBeNull();
  });

  it('lists the keys of the chosen actions before the global keys', () => {
    const { own, global } = keysFor(catalog, ['s3:ListBucket']);
    expect(own).toContain('s3:prefix');
    expect(global).toContain('aws:SourceIp');
    expect(own).not.toContain('aws:SourceIp');
  });

  it.each([
    ['Allow', 'Bool', ['true'], 'the condition fails: nothing is allowed.'],
    ['Allow', 'StringNotEquals', ['a'], 'the condition holds: it is allowed anyway.'],
    ['Deny', 'BoolIfExists', ['false'], 'the condition holds: it is denied.'],
    ['Deny', 'ForAnyValue:StringNotEquals', ['a'], 'the condition fails: nothing is denied.'],
    ['Allow', 'Null', ['true'], 'the condition holds: it is allowed anyway.'],
  ] as const)('describes %s with %s if the key is missing', (effect, operator, values, end) => {
    expect(whenMissing(effect, operator, values)).toBe(`If the key is missing, ${end}`);
  });
});
