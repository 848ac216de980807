import { describe, expect, it } from 'vitest';
import { type DocumentDiff, diffStatements } from './diff-statements';

const document = (...Statement: unknown[]) => JSON.stringify({ Version: '2012-10-17', Statement });
const READ = { Sid: 'Read', Effect: 'Allow', Action: ['s3:GetObject', 's3:ListBucket'], Resource: '*' };
const PASS = { Effect: 'Allow', Action: 'iam:PassRole', Resource: 'arn:aws:iam::111122223333:role/app' };
const NO_MFA = { Effect: 'Deny', Action: '*', Resource: '*', Condition: { Bool: { 'aws:MultiFactorAuthPresent': 'false' } } };

/** Returns the differences, one line each: "changed Read: Action +s3:PutObject". */
function changes(diff: DocumentDiff | null): string[] {
  return (diff?.statements ?? []).flatMap(({ mark, sid, before, after, elements }) => {
    if (mark === 'same') return [];
    const parts = elements.flatMap(({ name, entries }) =>
      entries.flatMap((entry) => (entry.mark === 'same' ? [] : `${name} ${entry.mark === 'added' ? '+' : '-'}${entry.text}`)),
    );
    return [`${mark} ${sid ?? `${before}>${after}`}${mark === 'changed' ? `: ${parts.join(', ')}` : ''}`];
  });
}

describe('diffStatements', () => {
  it.each([
    ['the order of members', { Resource: '*', Action: ['s3:GetObject', 's3:ListBucket'], Effect: 'Allow', Sid: 'Read' }],
    ['the order of values', { ...READ, Action: ['s3:ListBucket', 's3:GetObject'] }],
    ['a value that stands twice', { ...READ, Action: [...READ.Action, 's3:GetObject'] }],
    ['a list of one', { ...READ, Resource: ['*'] }],
    ['the case of an action', { ...READ, Action: ['S3:getobject', 's3:ListBucket'] }],
  ])('ignores %s', (_, after) => {
    expect(diffStatements(document(READ), document(after))).toMatchObject({ same: true });
  });

  it('ignores the order of statements, the form of conditions, the version and white space', () => {
    const before = JSON.stringify({ Version: '2008-10-17', Statement: NO_MFA }, null, 4);
    const Condition = { Bool: { 'AWS:multifactorauthpresent': [false] } };
    expect(diffStatements(before, JSON.stringify({ Statement: [{ ...NO_MFA, Condition }] }))).toMatchObject({ same: true });
    expect(diffStatements(document(READ, PASS), document(PASS, READ))).toMatchObject({ same: true });
  });

  it('lists each added and removed value under its element', () => {
    const after = {
      ...READ,
      Action: ['s3:GetObject', 's3:PutObject'],
      Resource: ['arn:aws:s3:::b/*'],
      Condition: { StringLike: { 'aws:PrincipalTag/team': ['blue', 'red'] } },
    };
    const diff = diffStatements(document(READ), document(after));
    expect(changes(diff)).toEqual([
      'changed Read: Action -s3:ListBucket, Action +s3:PutObject, Resource -*, Resource +arn:aws:s3:::b/*, ' +
        'Condition StringLike aws:PrincipalTag/team +blue, Condition StringLike aws:PrincipalTag/team +red',
    ]);
    expect(diff?.statements[0]?.elements.find(({ name }) => name === 'Action')?.entries).toContainEqual({
      mark: 'same',
      text: 's3:GetObject',
    });
  });

  it('separates values under other operators, kinds of principal and opposite elements', () => {
    const before = {
      Effect: 'Allow',
      Principal: { AWS: '1' },
      Action: 'sts:AssumeRole',
      Condition: { StringEquals: { k: 'v' } },
    };
    const after = {
      Effect: 'Allow',
      Principal: { Service: '1' },
      NotAction: 'sts:AssumeRole',
      Condition: { StringNotEquals: { k: 'v' } },
    };
    const [statement] = diffStatements(document({ ...before, Sid: 'a' }), document({ ...after, Sid: 'a' }))?.statements ?? [];
    const marks = statement?.elements.map(({ name, entries }) => `${name} ${entries.map(({ mark }) => mark).join()}`);
    expect(marks?.toSorted()).toEqual([
      'Action removed',
      'Condition StringEquals k removed',
      'Condition StringNotEquals k added',
      'Effect same',
      'NotAction added',
      'Principal AWS removed',
      'Principal Service added',
      'Sid same',
    ]);
  });

  it('matches a moved statement by Sid or by common values and marks the others as added or removed', () => {
    expect(changes(diffStatements(document(READ, PASS), document(NO_MFA, { ...PASS, Sid: 'Pass' }, READ)))).toEqual([
      'added null>0',
      'changed Pass: Sid +Pass',
    ]);
    expect(changes(diffStatements(document(READ), document({ ...NO_MFA, Sid: 'Read' })))[0]).toMatch(
      /^changed Read: Effect -Allow, Effect \+Deny/,
    );
    expect(changes(diffStatements(document(PASS, NO_MFA, READ), document(PASS, READ)))).toEqual(['removed 1>null']);
    expect(diffStatements(document(PASS, NO_MFA, READ), document(PASS, READ))?.statements.map(({ before }) => before)).toEqual([
      0, 1, 2,
    ]);
  });

  it('lists changes of Version and Id separately', () => {
    const diff = diffStatements(document(READ), JSON.stringify({ Id: 'mine', Statement: READ }));
    expect(diff).toMatchObject({ same: false, statements: [{ mark: 'same' }] });
    expect(diff?.head).toEqual([
      {
        name: 'Version',
        entries: [
          { mark: 'removed', text: '2012-10-17' },
          { mark: 'added', text: '2008-10-17' },
        ],
      },
      { name: 'Id', entries: [{ mark: 'added', text: 'mine' }] },
    ]);
  });

  it('compares drafts that are invalid policies and returns null for texts that are not policies', () => {
    const odd = document({ Action: [{ b: 1, a: [null] }], Effect: 3, Unknown: 'x' });
    expect(diffStatements(odd, document({ Unknown: ['x'], Effect: '3', Action: { a: [null], b: 1 } }))).toMatchObject({
      same: true,
    });
    for (const text of ['', '{', '[]', 'null', '{}', '{"Statement": [1]}']) {
      expect(diffStatements(text, document(READ)), text).toBeNull();
      expect(diffStatements(document(READ), text), text).toBeNull();
    }
  });

  it('matches equal statements first, then by Sid, then by at least half of their values', () => {
    const four = { Effect: 'Allow', Action: ['a:1', 'a:2', 'a:3', 'a:4'], Resource: '*' };
    const shares = (...Action: string[]) => ({ ...four, Action });
    // Statements match if they share at least half of all their values.
    expect(changes(diffStatements(document(four), document(shares('a:1', 'a:2', 'a:5'))))[0]).toMatch(/^changed/);
    expect(changes(diffStatements(document(four), document(shares('a:1', 'a:5', 'a:6'))))).toEqual([
      'removed 0>null',
      'added null>0',
    ]);
    // An Allow and a Deny without the same Sid never match, even if all other values are equal.
    expect(changes(diffStatements(document(four), document({ ...four, Effect: 'Deny' })))).toEqual([
      'removed 0>null',
      'added null>0',
    ]);
    // The most similar pair is matched first. If several are equally similar, the first one is matched.
    const best = diffStatements(document(shares('a:1', 'a:2', 'a:3'), four), document(shares('a:1', 'a:2', 'a:3', 'a:4', 'a:5')));
    expect(best?.statements.map(({ mark, before, after }) => [mark, before, after])).toEqual([
      ['removed', 0, null],
      ['changed', 1, 0],
    ]);
    // Equal statements match even if another statement now has their Sid.
    const moved = diffStatements(document(READ, PASS), document({ ...PASS, Sid: 'Read' }, PASS, READ));
    expect(changes(moved)).toEqual(['added Read']);
  });
});
