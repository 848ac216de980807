import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { addStatement, appendStatements, isBlankDocument, newDocument } from './new-statement';

describe('addStatement', () => {
  it('appends to a list, a single statement or an empty text', () => {
    const count = (text: string) => JSON.parse(addStatement(text, 'identity') ?? '').Statement.length;
    expect(count('')).toBe(1);
    expect(count('{"Statement":{"Effect":"Allow","Action":"*","Resource":"*"}}')).toBe(2);
    expect(count('{"Statement":[{},{}]}')).toBe(3);
    const loose = '{ "Statement" : [\n\n{"Effect" :"Allow"} ] }';
    expect(addStatement(loose, 'identity')?.startsWith(loose.slice(0, loose.indexOf(' ] }')))).toBe(true);
  });

  it('returns null for text that is not a JSON object', () => {
    expect(addStatement('{"Statement": [', 'identity')).toBeNull();
    expect(addStatement('[]', 'identity')).toBeNull();
  });

  it('adds the elements that each kind of policy requires', () => {
    const first = (kind: Parameters<typeof addStatement>[1]) => JSON.parse(addStatement('{}', kind) ?? '').Statement[0];
    expect(Object.keys(first('identity'))).toEqual(['Sid', 'Effect', 'Action', 'Resource']);
    expect(first('scp').Effect).toBe('Deny');
    expect(Object.keys(first('trust'))).toEqual(['Sid', 'Effect', 'Principal', 'Action']);
    expect(first('resource').Principal).toEqual({});
    expect(first('rcp').Principal).toBe('*');
    expect(Object.keys(first('rcp'))).toEqual(['Sid', 'Effect', 'Principal', 'Action', 'Resource']);
  });

  it('adds a statement like the initial one, with a unique Sid', () => {
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

  it('appends after existing statements and replaces the blank initial statement', () => {
    expect(sids(appendStatements(text({ ...read, Sid: 'Mine' }), text(read)))).toEqual(['Mine', 'Read']);
    expect(sids(appendStatements(newDocument('identity'), JSON.stringify({ Statement: read })))).toEqual(['Read']);
    expect(sids(appendStatements('', text({ ...read, Sid: undefined }, { ...read, Sid: undefined })))).toEqual([
      undefined,
      undefined,
    ]);
  });

  it('makes each Sid unique', () => {
    expect(sids(appendStatements(text(read, { ...read, Sid: 'Read3' }), text(read, read, { ...read, Sid: 'Other' })))).toEqual([
      'Read',
      'Read3',
      'Read2',
      'Read4',
      'Other',
    ]);
  });

  it('returns null for text that is not a JSON object', () => {
    expect(appendStatements('{', text(read))).toBeNull();
    expect(appendStatements(text(read), '[]')).toBeNull();
  });

  it('keeps the existing text and Version unchanged and adds every statement of the other document', () => {
    const sid = fc.option(fc.constantFrom('Read', 'Read2', 'Write'), { nil: undefined });
    const statement = fc.record({
      Sid: sid,
      Effect: fc.constantFrom('Allow', 'Deny'),
      Action: fc.uniqueArray(fc.constantFrom('s3:GetObject', 'sqs:*', 'ec2:Describe*'), { minLength: 1 }),
      Resource: fc.constantFrom('*', ['arn:aws:s3:::b/*']),
    });
    const own = fc.uniqueArray(statement, { maxLength: 3, selector: ({ Sid }) => Sid ?? Math.random() });
    const indents = fc.constantFrom(0, 2, 4, '\t');
    fc.assert(
      fc.property(own, fc.array(statement, { maxLength: 3 }), indents, fc.boolean(), (mine, theirs, indent, old) => {
        const before = JSON.stringify({ Version: old ? '2008-10-17' : '2012-10-17', Statement: mine }, null, indent);
        const after = appendStatements(before, JSON.stringify({ Statement: theirs })) ?? '';
        const result = JSON.parse(after);
        expect(result.Version).toBe(old ? '2008-10-17' : '2012-10-17');
        expect(result.Statement.slice(0, mine.length)).toEqual(JSON.parse(before).Statement);
        const withoutSid = (list: { Sid?: string | undefined }[]) => list.map(({ Sid: _, ...rest }) => rest);
        expect(withoutSid(result.Statement.slice(mine.length))).toEqual(withoutSid(theirs));
        const named = result.Statement.flatMap(({ Sid }: { Sid?: string }) => Sid ?? []);
        expect(new Set(named).size).toBe(named.length);
        const upToLast = before.lastIndexOf('}', before.lastIndexOf(']'));
        if (mine.length > 0) expect(after.startsWith(before.slice(0, upToLast + 1))).toBe(true);
      }),
      { numRuns: 100 },
    );
  });
});

it('isBlankDocument accepts only an empty text or the initial document', () => {
  for (const kind of ['identity', 'resource', 'trust', 'scp', 'rcp'] as const) {
    const blank = newDocument(kind);
    for (const text of ['', ' \n', blank, JSON.stringify(JSON.parse(blank))])
      expect(isBlankDocument(text, kind), text).toBe(true);
    const begun = [blank.replace('Statement1', 'Own'), blank.slice(0, -1), addStatement(blank, kind) ?? '', '{}'];
    for (const text of begun) expect(isBlankDocument(text, kind), text).toBe(false);
  }
});
