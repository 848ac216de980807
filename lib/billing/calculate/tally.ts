import { within } from './find-price';
import type { AccountTotal, CostLine, RecordType } from './types';

/** What an account is charged in a month under one heading: credits and taxes are worked out from these. */
export type Charge = Pick<CostLine, 'accountId' | 'recordType' | 'service' | 'usageType' | 'region' | 'operation'> & {
  readonly amount: bigint;
};

/** Adds charges up, by account. */
export type Tally = { readonly charges: Map<string, Charge[]> };

export function newTally(accountIds: Iterable<string>): Tally {
  return { charges: new Map([...accountIds].map((accountId) => [accountId, []])) };
}

export function addCharge(tally: Tally, charge: Charge): void {
  if (charge.amount !== 0n) within(tally.charges, charge.accountId, (): Charge[] => []).push(charge);
}

/** Adds lines, one by one. @returns the same lines */
export function addLines(tally: Tally, lines: readonly CostLine[]): readonly CostLine[] {
  for (const line of lines) addCharge(tally, { ...line, amount: line.unblended });
  return lines;
}

/** The totals of accounts, by their ids. */
export function totalsOf({ charges }: Tally): AccountTotal[] {
  const accounts = [...charges].sort(([a], [b]) => (a < b ? -1 : 1));
  return accounts.map(([accountId, all]) => {
    const byRecordType = new Map<RecordType, bigint>();
    const byService = new Map<string, bigint>();
    let total = 0n;
    for (const { recordType, service, amount } of all) {
      byRecordType.set(recordType, (byRecordType.get(recordType) ?? 0n) + amount);
      byService.set(service, (byService.get(service) ?? 0n) + amount);
      total += amount;
    }
    return { accountId, byRecordType, byService, total };
  });
}
