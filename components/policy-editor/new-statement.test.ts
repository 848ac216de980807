import { describe, expect, it } from 'vitest';
import { addStatement, newDocument } from './new-statement';

describe('addStatement', () => {
  it('appends to what is there, whether a list, one object or nothing', () => {
    const count = (text: string) => JSON.parse(addStatement(text, 'identity') ?? '').Statement.length;
    expect(count('')).toBe(1);
    expect(count('{"Statement":{"Effect":"Allow","Action":"*","Resource":"*"}}')).toBe(2);
    expect(count('{"Statement":[{},{}]}')).toBe(3);
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
