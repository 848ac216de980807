import { describe, expect, it } from 'vitest';
import { SERVICE_CONTRACTS } from '../testing/service-contracts';

describe.each(SERVICE_CONTRACTS)('the contracts of $name', (service, contracts) => {
  it('cover each registered operation exactly once', () => {
    const spoken = contracts.flatMap(([, { operations }]) => Object.keys(operations));
    expect(spoken.sort()).toEqual(Object.keys(service.operations).sort());
  });

  it.each(contracts)('call each operation of the noun and list errors of no other operation: %s', (_, contract) => {
    const own = Object.keys(contract.operations);
    const called = new Set(contract.calls.map(([name]) => name));
    const never = Object.keys(contract.neverSucceed ?? {});
    expect(own.filter((name) => !called.has(name)).sort()).toEqual(never.sort());
    const { failures, unreachable } = contract.errors;
    const rows = [...Object.values(failures).flat(), ...Object.values(unreachable).flat()];
    expect(rows.flatMap(([of]) => of).filter((name) => !own.includes(name))).toEqual([]);
    expect(rows.filter(([of]) => of.length === 0)).toEqual([]);
    expect(Object.keys(contract.also ?? {}).filter((name) => !own.includes(name))).toEqual([]);
  });
});
