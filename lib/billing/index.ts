import { GetBill, ListBillAccounts, ListBillLines, ListBills } from './bill/operations';
import { GetPriceList, ListPriceListVersions, PutPriceList } from './price-list/operations';
import { DeleteUsageBatch, ListUsageBatches, PutUsage } from './usage/operations';

/** What accounts use, what it costs, and who pays. The console's own: AWS has no API for most of it. */
export const billingOperations = {
  GetBill,
  ListBills,
  ListBillAccounts,
  ListBillLines,
  GetPriceList,
  PutPriceList,
  ListPriceListVersions,
  PutUsage,
  ListUsageBatches,
  DeleteUsageBatch,
};
