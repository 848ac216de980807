import { compareText } from './periods';
import type { AccountTotal, CostLine, RecordType } from './types';

/** An account's charge under one heading. Credits and taxes are computed from charges. */
export type Charge = Pick<CostLine, 'accountId' | 'recordType' | 'service' | 'usageType' | 'region' | 'operation'> & {
  readonly amount: bigint;
};

/** An account's charges and their sums. */
type Account = {
  readonly charges: Charge[];
  readonly byRecordType: Map<RecordType, bigint>;
  readonly byService: Map<string, bigint>;
  total: bigint;
};

/** Charges and sums by account id, sorted. */
export type Tally = ReadonlyMap<string, Account>;

export function newTally(accountIds: Iterable<string>): Tally {
  const newAccount = (): Account => ({ charges: [], byRecordType: new Map(), byService: new Map(), total: 0n });
  return new Map([...accountIds].sort(compareText).map((accountId) => [accountId, newAccount()]));
}

export function addCharge(tally: Tally, charge: Charge): void {
  const account = tally.get(charge.accountId);
  if (account === undefined || charge.amount === 0n) return;
  const { recordType, service, amount } = charge;
  account.charges.push(charge);
  account.byRecordType.set(recordType, (account.byRecordType.get(recordType) ?? 0n) + amount);
  account.byService.set(service, (account.byService.get(service) ?? 0n) + amount);
  account.total += amount;
}

/**
 * Adds lines to the tally.
 * @returns the same lines
 */
export function addLines(tally: Tally, lines: readonly CostLine[]): readonly CostLine[] {
  for (const line of lines) addCharge(tally, { ...line, amount: line.unblended });
  return lines;
}

export function totalsOf(tally: Tally): AccountTotal[] {
  return [...tally].map(([accountId, { byRecordType, byService, total }]) => ({ accountId, byRecordType, byService, total }));
}
