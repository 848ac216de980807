import { defineOperation } from '../core/operation';
import { MOST, type QuotaName, quotas } from '../core/quotas';
import { ListQuotasInput } from './schema';

/** A quota in force: its name in AWS's errors, how much there may be, and how far the setting QUOTAS can raise it. */
export type QuotaInForce = { Name: QuotaName; Value: number; Most: number };

/** Every quota of this installation. AWS shows its own under Service Quotas; the permission is that of IAM's summary, which has some of them. */
export const ListQuotas = defineOperation({
  service: 'gatehouse',
  name: 'ListQuotas',
  access: 'List',
  input: ListQuotasInput,
  checks: () => [{ action: 'iam:GetAccountSummary', resource: '*' }],
  run: async (): Promise<{ Quotas: QuotaInForce[] }> => {
    const names = Object.keys(MOST) as QuotaName[];
    return { Quotas: names.map((Name) => ({ Name, Value: quotas()[Name], Most: MOST[Name] })) };
  },
});
