import { formatDecimal, NANO } from '@gatehouse/bill';

/** Returns an amount in billionths as AWS writes it, with at least one decimal. */
export function written(amount: bigint): string {
  const text = formatDecimal(amount, NANO);
  return text.includes('.') ? text : `${text}.0`;
}
