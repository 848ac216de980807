import { useRead } from '@/components/console/kit/use-read';
import { billedAccountsQuery } from '../../queries';
import { unitsQuery } from '../queries';
import type { Names } from './rule-words';

/** Returns the names of accounts and organizational units. */
export function useNames(isShutOut: boolean): Names {
  const units = useRead({ ...unitsQuery(), enabled: !isShutOut });
  const accounts = useRead({ ...billedAccountsQuery(), enabled: !isShutOut });
  return new Map([
    ...(units.data?.Units ?? []).map(({ Id, Name }): [string, string] => [Id, Name]),
    ...(accounts.data?.Accounts ?? []).map(({ AccountId, Name }): [string, string] => [AccountId, Name]),
  ]);
}
