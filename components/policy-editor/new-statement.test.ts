import { describe, expect, it } from 'vitest';
import { addStatement, appendStatements, newDocument } from './new-statement';

describe('addStatement', () => {
  it('appends to what is there, whether a list, one object or nothing', () => {
    const count = (text: string) => JSON.parse(addStatement(text, 'identity') ?? '').Statement.length;
    expect(count('')).toBe(1);
    expect(count('{"Statement":{"Effect":"Allow","Action":"*","Resource":"*"}}')).toBe(2);
    expect(count('{"Statement":[{},{}]}')).toBe(3);
    const loose = '{ "Statement" : [\n\n{"Effect" :"Allow"} ] }';
    expect(addStatement(loose, 'identity')?.startsWith(loose.slice(0, loose.indexOf(' ] }')))).toBe(true);
  });

  it('leaves text that is no JSON object alone', () => {
    expect(addStatement('{"Statement": [', 'identity')).toBeNull();
    expect(addStatement('[]', 'identity')).toBeNull();
  });

  it('gives each kind the elements it must have', () => {
    const first = (kind: Parameters<typeof addStatement>[1]) => JSON.parse(addStatement('{}', kind) ?? '').Statement[0];
    expect(Object.keys(first('identity'))).toEqual(['Sid', 'Effect', 'Action', 'Resource']);
    expect(first('scp').Effect).toBe('Deny');
    expect(Object.keys(first('trust'))).toEqual(['Sid', 'Effect', 'Principal', 'Action']);
    expect(Object.keys(first('rcp'))).toEqual(['Sid', 'Effect', 'Principal', 'Action', 'Resource']);
  });

  it('adds a statement of the form with which a document begins, under a Sid of its own', () => {
    const begun = newDocument('identity');
    const [first, second] = JSON.parse(addStatement(begun, 'identity') ?? '').Statement;
    expect(second).toEqual({ ...first, Sid: 'Statement2' });
    const taken = JSON.stringify({ Statement: [{ Sid: 'Statement2' }] });
    expect(JSON.parse(addStatement(taken, 'identity') ?? '').Statement[1].Sid).toBe('Statement3');
  });
});

describe('appendStatements', () => {
  const read = { Sid: 'Read', Effect: 'Allow', Action: 's3:GetObject', Resource: '*' };
  const text = (...Statement: unknown[]) => JSON.stringify({ Version: '2012-10-17', Statement });
  const sids = (document: string | null) => JSON.parse(document ?? '').Statement.map(({ Sid }: { Sid?: string }) => Sid);

  it('puts them behind what is there, and in the place of a statement that was only begun', () => {
    expect(sids(appendStatements(text({ ...read, Sid: 'Mine' }), text(read)))).toEqual(['Mine', 'Read']);
    expect(sids(appendStatements(newDocument('identity'), JSON.stringify({ Statement: read })))).toEqual(['Read']);
    expect(sids(appendStatements('', text({ ...read, Sid: undefined }, { ...read, Sid: undefined })))).toEqual([
      undefined,
      undefined,
    ]);
  });

  it('gives each Sid once', () => {
    expect(sids(appendStatements(text(read), text(read, { ...read, Sid: 'Statement2' })))).toEqual([
      'Read',
      'Statement2',
      'Statement3',
    ]);
  });

  it('leaves text alone that is no JSON object', () => {
    expect(appendStatements('{', text(read))).toBeNull();
    expect(appendStatements(text(read), '[]')).toBeNull();
  });
});
