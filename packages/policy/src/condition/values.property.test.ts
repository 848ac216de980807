import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { runs } from '../test-runs';
import { canonicalBase64 } from './base64';
import { indexContext, variableLookup } from './context';
import { parseDate } from './date';
import { compareDecimals, parseDecimal } from './decimal';
import { ipInRange, parseIp, parseIpRange } from './ip';
import { compileCondition, testCondition } from './test-condition';

const NOWHERE = { start: { offset: 0, line: 1, column: 1 }, end: { offset: 0, line: 1, column: 1 } };

describe('a condition value', () => {
  it('has the same instant as in JavaScript if it is a date', () => {
    const dates = fc.date({ min: new Date('0100-01-01T00:00:00Z'), max: new Date('9999-12-31T23:59:59Z'), noInvalidDate: true });
    fc.assert(
      fc.property(dates, (date) => {
        const text = date.toISOString();
        expect(parseDate(text)).toBeCloseTo(date.getTime() / 1000, 3);
        expect(parseDate(text.slice(0, 10))).toBe(Date.parse(text.slice(0, 10)) / 1000);
        expect(parseDate(text.slice(0, 7))).toBe(Date.parse(text.slice(0, 7)) / 1000);
        expect(parseDate(`${text.slice(0, 19)}+02:30`)).toBe(Date.parse(`${text.slice(0, 19)}+02:30`) / 1000);
      }),
    );
  });

  it.each([
    '2026-02-30',
    '2026-00-01',
    '2026-01-01T25:00:00Z',
    '2026-01-01T10:60:00Z',
    '2026-1-1',
    '01/01/2026',
    '',
    '2026-01-01T10Z',
    '2026-01-01T10:00:00+25:00',
  ])('is not a date if it is %j', (text) => expect(parseDate(text)).toBeNull());

  it('compares exactly as a number of any length', () => {
    fc.assert(
      fc.property(fc.bigInt(), fc.bigInt(), fc.nat(30), (a, b, zeros) => {
        const [x, y] = [parseDecimal(`${a}.${'0'.repeat(zeros)}0`), parseDecimal(String(b))];
        if (x === null || y === null) throw new Error('unreadable');
        expect(Math.sign(compareDecimals(x, y))).toBe(a < b ? -1 : a > b ? 1 : 0);
      }),
    );
  });

  it('compares as a number if it is a fraction', () => {
    const short = fc.tuple(fc.integer({ min: -999, max: 999 }), fc.nat(999)).map(([whole, part]) => `${whole}.${part}`);
    fc.assert(
      fc.property(short, short, (a, b) => {
        const [x, y] = [parseDecimal(a), parseDecimal(b)];
        if (x === null || y === null) throw new Error('unreadable');
        expect(Math.sign(compareDecimals(x, y))).toBe(Math.sign(Number(a) - Number(b)));
      }),
    );
  });

  it.each(['', '1e5', '0x10', '1,000', '.', '1.', '.5', 'Infinity', '--1'])('is not a number if it is %j', (text) =>
    expect(parseDecimal(text)).toBeNull(),
  );

  it('contains exactly the addresses with its prefix if it is an IPv4 network', () => {
    const address = fc.tuple(fc.nat(255), fc.nat(255), fc.nat(255), fc.nat(255));
    const bits = (parts: readonly number[]) => parts.map((part) => part.toString(2).padStart(8, '0')).join('');
    fc.assert(
      fc.property(address, address, fc.nat(32), (net, host, prefix) => {
        const range = parseIpRange(`${net.join('.')}/${prefix}`);
        const ip = parseIp(host.join('.'));
        if (range === null || ip === null) throw new Error('unreadable');
        expect(ipInRange(ip, range)).toBe(bits(net).slice(0, prefix) === bits(host).slice(0, prefix));
      }),
    );
  });

  it('reads the same in the long and the short form if it is an IPv6 address', () => {
    fc.assert(
      fc.property(fc.ipV6(), (text) => {
        const parsed = parseIp(text);
        expect(parsed).toHaveLength(8);
        expect(parseIp((parsed ?? []).map((group) => group.toString(16)).join(':'))).toEqual(parsed);
      }),
    );
  });

  it.each(['256.1.1.1', '1.2.3', '1.2.3.4.5', '::1::', '1:2:3:4:5:6:7', '1:2:3:4:5:6:7:8:9', 'g::1', '', '10.0.0.1/8'])(
    'is not an IP address if it is %j',
    (text) => expect(parseIp(text)).toBeNull(),
  );

  it('equals another base64 value exactly when the bytes are equal', () => {
    const bytes = fc.uint8Array({ maxLength: 8 });
    const encode = (array: Uint8Array) => btoa(String.fromCharCode(...array));
    fc.assert(
      fc.property(bytes, bytes, (a, b) => {
        expect(canonicalBase64(encode(a)) === canonicalBase64(encode(b))).toBe(encode(a) === encode(b));
        expect(canonicalBase64(encode(a))).toBe(canonicalBase64(encode(a).replace(/=+$/, '')));
      }),
    );
  });
});

/** Restates the table of "Condition operators" as simply as possible. */
function oracle(
  form: string,
  negated: boolean,
  ifExists: boolean,
  context: string | string[] | undefined,
  values: readonly string[],
): boolean {
  const list = context === undefined ? [] : typeof context === 'string' ? [context] : context;
  const matches = (k: string) => values.includes(k);
  if (form === 'ForAllValues') return list.every((k) => k === '') || (negated ? !list.some(matches) : list.every(matches));
  if (list.length === 0) return ifExists || (form === '' && negated);
  if (form === 'ForAnyValue') return negated ? list.some((k) => !matches(k)) : list.some(matches);
  if (list.length > 1) return false;
  return negated ? !matches(list[0] ?? '') : matches(list[0] ?? '');
}

describe('set operators, IfExists and negation', () => {
  it('follow the table for every combination', () => {
    const value = fc.constantFrom('a', 'b', 'c', '');
    const given = fc.option(fc.oneof(value, fc.array(value, { maxLength: 3 })), { nil: undefined });
    fc.assert(
      fc.property(
        fc.constantFrom('', 'ForAllValues', 'ForAnyValue'),
        fc.boolean(),
        fc.boolean(),
        given,
        fc.array(value, { maxLength: 3 }),
        (form, negated, ifExists, context, values) => {
          const operator = `${form === '' ? '' : `${form}:`}String${negated ? 'Not' : ''}Equals${ifExists ? 'IfExists' : ''}`;
          const entries = values.map((text) => ({ value: text, span: NOWHERE }));
          const condition = compileCondition({ operator, key: 'k:v', values: entries, scalar: false, span: NOWHERE }, true);
          const index = indexContext(context === undefined ? {} : { 'K:V': context });
          expect(testCondition(condition, index, variableLookup(index)).matched).toBe(
            oracle(form, negated, ifExists, context, values),
          );
        },
      ),
      runs(3000),
    );
  });
});
