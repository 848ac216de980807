import { formatDecimal, NANO } from '@gatehouse/bill';

/** An amount or a quantity in billionths as answers have it: AWS writes at least one decimal. */
export function written(amount: bigint): string {
  const text = formatDecimal(amount, NANO);
  return text.includes('.') ? text : `${text}.0`;
}
