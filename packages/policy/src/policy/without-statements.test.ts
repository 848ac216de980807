import { expect, it } from 'vitest';
import { withoutStatements } from './without-statements';

const A = { Effect: 'Allow', Action: 'a:A', Resource: '*' };
const B = { Effect: 'Deny', Action: 'a:B', Resource: '*' };

it('withoutStatements removes statements by index, and returns null if none remain or can be read', () => {
  const text = JSON.stringify({ Version: '2012-10-17', Id: 'x', Statement: [A, B] });
  expect(JSON.parse(withoutStatements(text, [0]) ?? '')).toEqual({ Version: '2012-10-17', Id: 'x', Statement: [B] });
  expect(withoutStatements(text, [0, 1])).toBeNull();
  expect(withoutStatements(JSON.stringify({ Statement: A }), [0])).toBeNull();
  expect([withoutStatements('{', [0]), withoutStatements('[]', [0]), withoutStatements('null', [0])]).toEqual([null, null, null]);
});
