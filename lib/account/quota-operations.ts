import { defineOperation } from '../core/operation';
import { MOST, type QuotaName, quotas } from '../core/quotas';
import { keysOf } from '../core/text/lists';
import { ListQuotasInput } from './schema';

/** A quota: its name in AWS's errors, its value, and the maximum that the setting QUOTAS allows. */
export type QuotaInForce = { Name: QuotaName; Value: number; Most: number };

/**
 * Lists the quotas of this installation, which AWS shows under Service Quotas. It needs the permission of IAM's summary, which
 * contains some of them.
 */
export const ListQuotas = defineOperation({
  service: 'gatehouse',
  name: 'ListQuotas',
  access: 'List',
  input: ListQuotasInput,
  checks: () => [{ action: 'iam:GetAccountSummary', resource: '*' }],
  run: async (): Promise<{ Quotas: QuotaInForce[] }> => {
    const names = keysOf(MOST);
    return { Quotas: names.map((Name) => ({ Name, Value: quotas()[Name], Most: MOST[Name] })) };
  },
});
