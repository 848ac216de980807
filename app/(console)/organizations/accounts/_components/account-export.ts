import { downloadText } from '@/app/(console)/_client/download-text';
import { type OrganizationNodes, placeText } from '@/app/(console)/organizations/_components/organization-nodes';

const HEAD = ['Account ID', 'ARN', 'E-mail', 'Name', 'State', 'Joined method', 'Joined timestamp', 'Place'];

/** Downloads the accounts as CSV, in the columns of AWS's export and the place in the tree. */
export function exportAccounts(nodes: OrganizationNodes): void {
  const rows = nodes.accounts.map((account) => [
    account.id,
    account.arn,
    account.email,
    account.name,
    account.state,
    account.joinedMethod ?? '',
    account.joinedAt ?? '',
    placeText(nodes, account.id),
  ]);
  const text = [HEAD, ...rows].map((row) => row.map(toCell).join(',')).join('\r\n');
  downloadText('Organization_accounts_information.csv', `${text}\r\n`, 'text/csv;charset=utf-8');
}

// A spreadsheet runs what begins with one of these as a formula.
function toCell(value: string): string {
  const safe = /^[=+\-@\t\r]/.test(value) ? `'${value}` : value;
  return /[",\r\n]/.test(safe) ? `"${safe.replaceAll('"', '""')}"` : safe;
}
