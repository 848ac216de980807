import { describe, expect, it } from 'vitest';
import { iamOperations } from '.';
import { iamContracts } from './test-contracts';

describe('the contracts of IAM', () => {
  it('speak of every registered operation, each of one noun', () => {
    const spoken = iamContracts.flatMap(([, { operations }]) => Object.keys(operations));
    expect(spoken.sort()).toEqual(Object.keys(iamOperations).sort());
  });

  it.each(iamContracts)('call each operation of the noun, and speak of no other’s errors: %s', (_, contract) => {
    const own = Object.keys(contract.operations);
    const called = new Set(contract.calls.map(([name]) => name));
    expect(own.filter((name) => !called.has(name))).toEqual([]);
    const { failures, unreachable } = contract.errors;
    const rows = [...Object.values(failures).flat(), ...Object.values(unreachable).flat()];
    expect(rows.flatMap(([of]) => of).filter((name) => !own.includes(name))).toEqual([]);
    expect(rows.filter(([of]) => of.length === 0)).toEqual([]);
  });
});
