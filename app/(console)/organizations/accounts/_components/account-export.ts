import { toCsv } from '@/components/console/table/to-csv';
import { downloadText } from '@/components/ui/download-text';
import type { ConsoleFailure, Json } from '@/lib/console/result';
import { MAX_PAGE_SIZE } from '@/lib/core/list/page-size';
import type { AccountOverview } from '@/lib/organizations/overview/nodes';
import { fetchAccounts } from '../../queries';

type Account = Json<AccountOverview>;

const COLUMNS = [
  { header: 'Account ID', value: ({ Id }: Account) => Id },
  { header: 'ARN', value: ({ Arn }: Account) => Arn },
  { header: 'Email', value: ({ Email }: Account) => Email },
  { header: 'Name', value: ({ Name }: Account) => Name },
  { header: 'State', value: ({ State }: Account) => State },
  { header: 'Joined method', value: ({ JoinedMethod }: Account) => JoinedMethod },
  { header: 'Joined timestamp', value: ({ JoinedTimestamp }: Account) => JoinedTimestamp },
  { header: 'Place', value: ({ Place }: Account) => Place },
];

/**
 * Downloads all accounts as CSV, with the columns of AWS's export and the path in the tree.
 * @returns the error; undefined on success
 */
export async function exportAccounts(): Promise<ConsoleFailure | undefined> {
  const accounts: Account[] = [];
  for (let Page = 1, pages = 1; Page <= pages; Page++) {
    const read = await fetchAccounts({ Page, PageSize: MAX_PAGE_SIZE });
    if (!read.ok) return read.error;
    accounts.push(...read.data.Rows);
    pages = Math.ceil(read.data.Matches / MAX_PAGE_SIZE);
  }
  downloadText('Organization_accounts_information.csv', toCsv(COLUMNS, accounts), 'text/csv;charset=utf-8');
}
