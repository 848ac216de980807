import { describe, expect, it } from 'vitest';
import { conditionWords } from './condition-words';

describe('conditionWords', () => {
  const words = (operator: string, effect: 'Allow' | 'Deny', ...values: string[]) => {
    const found = conditionWords({ operator, key: 'k', values }, effect);
    return found && `${found.verb} ${found.values}`.trim();
  };

  it('describes the condition that avoids a Deny', () => {
    // StringNotEquals also matches a missing key, so only a request with the key avoids the Deny.
    expect(words('StringNotEquals', 'Deny', 'eu-north-1', 'eu-central-1')).toBe('is eu-north-1 or eu-central-1');
    expect(words('Bool', 'Deny', 'false')).toBe('is not false, or is missing');
    expect(words('BoolIfExists', 'Deny', 'false')).toBe('is not false');
  });

  it('describes the condition of an Allow', () => {
    expect(words('StringEquals', 'Allow', 'red')).toBe('is red');
    expect(words('StringEqualsIfExists', 'Allow', 'red')).toBe('is red, or is missing');
    expect(words('StringNotEquals', 'Allow', 'red')).toBe('is not red, or is missing');
    expect(words('NumericLessThan', 'Allow', '5')).toBe('is less than 5');
    expect(words('Null', 'Allow', 'false')).toBe('is present');
  });

  it('returns null for set operators', () => {
    expect(words('ForAllValues:StringEquals', 'Allow', 'a')).toBeNull();
  });
});
