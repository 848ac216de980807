import { monthLater, monthWords } from '../../_components/months';

/** Returns months up to the current billing month, newest first. */
export function monthOptions(current: string, count = 24): { value: string; label: string }[] {
  return Array.from({ length: count }, (_, back) => monthLater(current, -back)).map((month) => ({
    value: month,
    label: monthWords(month),
  }));
}
