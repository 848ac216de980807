import { plural } from '@/lib/core/text/plural';

/** Returns the content of the root or an OU: "3 OUs · 12 accounts". */
export function contentOf({ units, accounts }: { units: number; accounts: number }): string {
  if (units + accounts === 0) return 'Empty';
  return [units > 0 ? plural(units, 'OU') : '', accounts > 0 ? plural(accounts, 'account') : ''].filter(Boolean).join(' · ');
}
