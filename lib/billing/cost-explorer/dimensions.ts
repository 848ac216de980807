import type { AccountLine } from '../bill/rows';
import type { MonthName } from '../months';
import { costExplorerName } from '../service-names';
import type { DimensionName } from './limits';

/** Returns a line's value in a dimension. Without one, it is AWS's word for that, such as `NoRegion`. */
export type ValueOf = (line: AccountLine, accountId: string) => string;
/** Returns a line's value if it can change by month, as in cost categories. */
export type ValueInMonth = (line: AccountLine, accountId: string, month: MonthName) => string;

/** The dimensions that follow from lines alone. */
const OF_LINES: Readonly<Record<Exclude<DimensionName, 'ORGANIZATIONAL_UNIT'>, ValueOf>> = {
  AZ: ({ zone }) => zone ?? 'NoAZ',
  INSTANCE_TYPE: ({ usageType }) => instanceTypeOf(usageType) ?? 'NoInstanceType',
  LINKED_ACCOUNT: (_, accountId) => accountId,
  OPERATION: ({ operation }) => operation || 'NoOperation',
  PURCHASE_TYPE: purchaseTypeOf,
  RECORD_TYPE: ({ recordType }) => recordType,
  REGION: ({ region }) => region ?? 'NoRegion',
  SERVICE: serviceOf,
  SERVICE_CODE: ({ service }) => service,
  USAGE_TYPE: ({ usageType }) => usageType || 'NoUsageType',
};
const DIMENSIONS: ReadonlyMap<string, ValueOf> = new Map(Object.entries(OF_LINES));

/** Returns the reader of a dimension; undefined if it is unknown or needs more than lines. */
export function dimension(name: string): ValueOf | undefined {
  return DIMENSIONS.get(name);
}

/** Returns whether a dimension is independent of a line's account. */
export function isOfLines(name: string): boolean {
  return name !== 'LINKED_ACCOUNT' && DIMENSIONS.has(name);
}

/**
 * Returns the instance type in a usage type: `t3.small` of `USE2-BoxUsage:t3.small`, `db.t3.micro` of
 * `InstanceUsage:db.t3.micro`.
 */
export function instanceTypeOf(usageType: string): string | null {
  return /(?:Usage|Instance):((?:[a-z]+\.)?[a-z0-9-]+\.[a-z0-9-]+)$/.exec(usageType)?.[1] ?? null;
}

function purchaseTypeOf({ recordType }: AccountLine): string {
  if (recordType === 'DiscountedUsage' || recordType === 'RIFee') return 'Standard Reserved Instances';
  return recordType.startsWith('SavingsPlan') ? 'Savings Plans' : 'On Demand Instances';
}

type OfService = Pick<AccountLine, 'service' | 'usageType'> & Partial<Pick<AccountLine, 'recordType'>>;

/** Returns a line's service as in AWS: EC2 is split into instances and other charges, and tax is its own service. */
export function serviceOf({ service, usageType, recordType }: OfService): string {
  if (recordType === 'Tax') return 'Tax';
  if (service !== 'AmazonEC2') return costExplorerName(service);
  return instanceTypeOf(usageType) === null ? 'EC2 - Other' : 'Amazon Elastic Compute Cloud - Compute';
}
