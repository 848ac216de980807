import { downloadText } from '@/app/(console)/_client/download-text';
import type { ConsoleFailure, Json } from '@/lib/console/result';
import { MAX_PAGE_SIZE } from '@/lib/core/list/schema';
import type { AccountOverview } from '@/lib/organizations/overview/nodes';
import { fetchAccounts } from '../../queries';

const HEAD = ['Account ID', 'ARN', 'E-mail', 'Name', 'State', 'Joined method', 'Joined timestamp', 'Place'];

/**
 * Downloads all accounts as CSV, read a page at a time, in the columns of AWS's export and the place in the tree.
 * @returns what it failed with; undefined once the file is there
 */
export async function exportAccounts(): Promise<ConsoleFailure | undefined> {
  const lines = [toLine(HEAD)];
  for (let Page = 1, pages = 1; Page <= pages; Page++) {
    const read = await fetchAccounts({ Page, PageSize: MAX_PAGE_SIZE });
    if (!read.ok) return read.error;
    lines.push(...read.data.Rows.map((account) => toLine(cellsOf(account))));
    pages = Math.ceil(read.data.Matches / MAX_PAGE_SIZE);
  }
  downloadText('Organization_accounts_information.csv', lines.join(''), 'text/csv;charset=utf-8');
}

function cellsOf(account: Json<AccountOverview>): string[] {
  const { Id, Arn, Email, Name, State, JoinedMethod, JoinedTimestamp, Place } = account;
  return [Id, Arn, Email, Name, State, JoinedMethod ?? '', JoinedTimestamp ?? '', Place];
}

function toLine(cells: readonly string[]): string {
  return `${cells.map(toCell).join(',')}\r\n`;
}

// A spreadsheet runs what begins with one of these as a formula.
function toCell(value: string): string {
  const safe = /^[=+\-@\t\r]/.test(value) ? `'${value}` : value;
  return /[",\r\n]/.test(safe) ? `"${safe.replaceAll('"', '""')}"` : safe;
}
