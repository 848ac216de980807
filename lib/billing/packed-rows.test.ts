import { describe, expect, it } from 'vitest';
import { type Columns, fromJson, packRows, toJson, unpackRows } from './packed-rows';

type Row = {
  name: string;
  hour: number;
  amount: bigint;
  tiers: readonly bigint[];
  tags?: Record<string, string>;
  zone?: string | null;
};
const COLUMNS: Columns<Row> = { name: 'text', hour: 'number', amount: 'bigint', tiers: 'bigints', tags: 'json', zone: 'text' };

describe('packed rows', () => {
  it.each([0, 1, 2, 3, 500])('are unpacked unchanged, for %i rows', async (count) => {
    const rows = Array.from(
      { length: count },
      (_, at): Row => ({
        name: `name ${at % 7}`,
        hour: at,
        amount: BigInt(at) * -(10n ** 20n),
        tiers: at % 3 === 0 ? [] : [BigInt(at), 0n],
        ...(at % 2 === 0 && { tags: { team: `${at % 5}` } }),
        ...(at % 4 === 0 && { zone: at % 8 === 0 ? null : 'use1-az1' }),
      }),
    );
    const packed = await packRows(COLUMNS, rows);
    expect(await unpackRows(COLUMNS, packed)).toEqual(rows);
    expect(await packRows(COLUMNS, rows)).toBe(packed);
  });

  it('distinguish texts from JSON values that look the same', async () => {
    const columns: Columns<{ region: string | null; zone?: string }> = { region: 'text', zone: 'text' };
    const rows = [{ region: 'null', zone: '[]' }, { region: null }, { region: 'null' }, { region: null, zone: '[]' }];
    expect(await unpackRows(columns, await packRows(columns, rows))).toEqual(rows);
  });

  it('omit a column that was added later', async () => {
    const packed = await packRows({ name: 'text' }, [{ name: 'a' }, { name: 'b' }]);
    expect(await unpackRows<{ name: string; more?: string }>({ name: 'text', more: 'text' }, packed)).toEqual([
      { name: 'a' },
      { name: 'b' },
    ]);
  });

  it('keep integers of any size, as JSON values do', () => {
    const value = { a: 2n ** 80n, b: [-1n, { c: '1n', d: null, e: 1 }] };
    expect(fromJson(toJson(value))).toEqual(value);
  });
});
