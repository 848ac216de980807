import type { RecordType } from '@gatehouse/bill';

const WORDS: Readonly<Record<RecordType, string>> = {
  Usage: 'Usage',
  DiscountedUsage: 'Usage covered by a reservation',
  SavingsPlanCoveredUsage: 'Usage covered by a Savings Plan',
  SavingsPlanNegation: 'Covered by a Savings Plan (negation)',
  SavingsPlanRecurringFee: 'Savings Plan, hourly commitment',
  SavingsPlanUpfrontFee: 'Savings Plan, upfront fee',
  RIFee: 'Reservation, monthly fee',
  Fee: 'Fee',
  Credit: 'Credit',
  Tax: 'Tax',
  Refund: 'Refund',
};

/** Returns the type of a bill line in words. */
export function recordTypeWords(type: RecordType): string {
  return WORDS[type];
}
