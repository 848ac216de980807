import type { ConditionResidue } from '@gatehouse/policy/analyze';

const WORDS: Readonly<Record<string, readonly [is: string, isNot: string]>> = {
  stringequals: ['is', 'is not'],
  stringequalsignorecase: ['is (in any case)', 'is not (in any case)'],
  stringlike: ['is like', 'is not like'],
  arnequals: ['is like', 'is not like'],
  arnlike: ['is like', 'is not like'],
  numericequals: ['is', 'is not'],
  numericlessthan: ['is less than', 'is at least'],
  numericlessthanequals: ['is at most', 'is more than'],
  numericgreaterthan: ['is more than', 'is at most'],
  numericgreaterthanequals: ['is at least', 'is less than'],
  dateequals: ['is', 'is not'],
  datelessthan: ['is before', 'is not before'],
  datelessthanequals: ['is not after', 'is after'],
  dategreaterthan: ['is after', 'is not after'],
  dategreaterthanequals: ['is not before', 'is before'],
  bool: ['is', 'is not'],
  ipaddress: ['is in', 'is not in'],
  binaryequals: ['is', 'is not'],
};

/** Returns the condition that a request must meet, in words, or null if the operator cannot be expressed this way. */
export function conditionWords(
  { operator, values }: ConditionResidue,
  effect: 'Allow' | 'Deny',
): { verb: string; values: string } | null {
  if (operator.includes(':')) return null;
  const ifExists = /IfExists$/.test(operator);
  const base = operator.replace(/IfExists$/, '').toLowerCase();
  if (base === 'null') {
    const missing = values[0]?.toLowerCase() === 'true';
    return { verb: missing === (effect === 'Allow') ? 'is missing' : 'is present', values: '' };
  }
  const negated = base.startsWith('not') || base.includes('not');
  const words = WORDS[base.replace('not', '')];
  if (!words) return null;
  const positive = negated === (effect === 'Deny');
  // A Deny without the key and an Allow with it both let requests without the key pass.
  const orMissing = (effect === 'Allow') === (ifExists || negated);
  const start = values.length > 1 ? [values.slice(0, -1).join(', ')] : [];
  const list = [...start, ...values.slice(-1)].join(positive ? ' or ' : ' nor ');
  return { verb: `${positive ? words[0] : words[1]}`, values: orMissing ? `${list}, or is missing` : list };
}
