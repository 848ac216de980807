import { describe, expect, it } from 'vitest';
import { applyEdits } from '../validate/edits';
import { blockAt, type PolicyBlocks, toBlocks } from './blocks';
import { type Gesture, gestureEdits } from './gestures';
import { addStatementEdits, cloneStatementEdits, newSid, removeStatementEdits } from './statements';

const TALL = `{
  "Version": "2012-10-17",
  "Statement": [
    {
      "Effect": "Allow",
      "Action": [
        "s3:GetObject",
        "s3:PutObject"
      ],
      "Resource": "arn:aws:s3:::b/*"
    }
  ]
}`;

function read(text: string): PolicyBlocks {
  const result = toBlocks(text);
  if (!result.ok) throw new Error(result.reason.message);
  return result.document;
}

function edited(text: string, gesture: Gesture, index = 0): string {
  const document = read(text);
  const block = document.blocks[index];
  const edits = block && gestureEdits(document, block, gesture);
  if (!edits) throw new Error('refused');
  return applyEdits(text, edits);
}

describe('edits of a statement', () => {
  it('format a list like the other lists and place a Sid first', () => {
    expect(edited(TALL, { kind: 'addEntries', element: 'Resource', values: ['arn:aws:s3:::c/*'] })).toContain(
      `      "Resource": [
        "arn:aws:s3:::b/*",
        "arn:aws:s3:::c/*"
      ]
    }`,
    );
    expect(edited(TALL, { kind: 'addEntries', element: 'Action', values: ['s3:DeleteObject'] })).toContain(
      `        "s3:PutObject",
        "s3:DeleteObject"
      ],`,
    );
    expect(edited(TALL, { kind: 'setSid', sid: 'Objects' })).toContain(`    {
      "Sid": "Objects",
      "Effect": "Allow",`);
  });

  it('indent a condition like the statement and remove it without a trace', () => {
    const key = 'aws:MultiFactorAuthPresent';
    const withMfa = edited(TALL, { kind: 'addCondition', operator: 'Bool', key, values: ['true'] });
    expect(withMfa).toContain(`      "Resource": "arn:aws:s3:::b/*",
      "Condition": {
        "Bool": {
          "aws:MultiFactorAuthPresent": "true"
        }
      }
    }`);
    expect(edited(withMfa, { kind: 'removeCondition', index: 0 })).toBe(TALL);
    const two = edited(withMfa, { kind: 'addCondition', operator: 'Bool', key: 'aws:SecureTransport', values: ['true'] });
    expect(
      edited(two, { kind: 'setCondition', index: 1, operator: 'BoolIfExists', key: 'aws:SecureTransport' }),
    ).toContain(`        "Bool": {
          "aws:MultiFactorAuthPresent": "true"
        },
        "BoolIfExists": {
          "aws:SecureTransport": "true"
        }
      }`);
  });

  it('keep a document on one line', () => {
    const flat = '{"Statement":{"Effect":"Allow","Action":"a:B","Resource":"*"}}';
    expect(edited(flat, { kind: 'addEntries', element: 'Action', values: ['a:C'] })).toBe(
      '{"Statement":{"Effect":"Allow","Action":["a:B","a:C"],"Resource":"*"}}',
    );
    expect(edited(flat, { kind: 'addCondition', operator: 'Bool', key: 'k:a', values: ['true'] })).toBe(
      '{"Statement":{"Effect":"Allow","Action":"a:B","Resource":"*","Condition":{"Bool":{"k:a":"true"}}}}',
    );
    expect(applyEdits(flat, cloneStatementEdits(read(flat), 0) ?? [])).toBe(
      '{"Statement":[{"Effect":"Allow","Action":"a:B","Resource":"*"},{"Effect":"Allow","Action":"a:B","Resource":"*"}]}',
    );
  });

  it('keep the boolean type of a condition value', () => {
    const bare =
      '{"Statement":[{"Effect":"Deny","Action":"*","Resource":"*","Condition":{"Bool":{"aws:SecureTransport":false}}}]}';
    expect(edited(bare, { kind: 'setValue', index: 0, value: 0, to: 'true' })).toContain('"aws:SecureTransport":true');
  });

  it('give a copied statement a unique Sid and create a missing Statement list', () => {
    const named = edited(TALL, { kind: 'setSid', sid: 'Objects' });
    const copied = applyEdits(named, cloneStatementEdits(read(named), 0) ?? []);
    expect(read(copied).blocks.map(({ statement }) => statement?.sid?.text)).toEqual(['Objects', 'Objects2']);
    const empty = applyEdits(TALL, removeStatementEdits(read(TALL), 0) ?? []);
    expect(empty).toContain('"Statement": []');
    const sid = newSid(read('{}'));
    expect(applyEdits('{}', addStatementEdits(read('{}'), { Sid: sid, Effect: 'Allow' }))).toBe(
      '{\n  "Statement": [\n    {\n      "Sid": "Statement1",\n      "Effect": "Allow"\n    }\n  ]\n}',
    );
    expect(applyEdits(empty, addStatementEdits(read(empty), { Sid: 'A' }))).toContain(
      '"Statement": [\n    {\n      "Sid": "A"\n    }\n  ]\n}',
    );
  });
});

describe('a statement that the fields cannot show', () => {
  const kept = (statement: string) =>
    read(`{"Statement":[${statement},{"Effect":"Allow"}]}`).blocks.map((block) => block.kept?.message);
  it.each([
    ['a key twice', '{"Effect":"Allow","Effect":"Deny"}', '"Effect" is there twice: a field would show only one of them.'],
    [
      'one key in two spellings',
      '{"Condition":{"StringEquals":{"aws:PrincipalTag/team":"a","aws:principaltag/team":"b"}}}',
      'One key in two spellings: a field would show only one of them.',
    ],
    ['an unknown member', '{"Effect":"Allow","Comment":"x"}', '"Comment" is not an element of a statement.'],
    ['both of a pair', '{"Action":"*","NotAction":"*"}', 'Action and NotAction are both there: only one can count.'],
    ['an operator that is none', '{"Condition":{"stringequals":{"k:a":"b"}}}', '"stringequals" is not a condition operator.'],
    ['no object', '7', 'A statement is a JSON object.'],
    ['a principal that is none', '{"Principal":{"aws":"*"}}', '"aws" is not a kind of principal.'],
  ])('is kept as written: %s', (_, statement, reason) => {
    expect(kept(statement)).toEqual([reason, undefined]);
  });

  it('has no block if the statements cannot be read, and the reason has a position', () => {
    expect(toBlocks('{"Statement": [}')).toMatchObject({ ok: false, reason: { span: { start: { column: 16 } } } });
    expect(toBlocks('{"Statement":[],"Statement":[]}')).toMatchObject({
      ok: false,
      reason: { message: '"Statement" is there twice.' },
    });
  });
});

it('blockAt returns the block at a position of the text', () => {
  const document = read(TALL);
  expect(blockAt(document, TALL.indexOf('GetObject'))?.index).toBe(0);
  expect(blockAt(document, 3)).toBeUndefined();
});
