import { keysOf, recordOf } from '../../core/text/lists';
/** The formats of AWS's reports that are read: the legacy Cost and Usage Report, its second version, and FOCUS with AWS's columns. */
export type ReportFormat = 'CUR' | 'CUR 2.0' | 'FOCUS';

/** The fields read of a line item. */
export type Field =
  | 'account'
  | 'kind'
  | 'service'
  | 'usageType'
  | 'start'
  | 'end'
  | 'amount'
  | 'operation'
  | 'region'
  | 'zone'
  | 'resource'
  | 'tags'
  | 'cost'
  | 'commitmentStatus'
  | 'class';

/** The positions of the fields in a row. */
export type Columns = {
  readonly format: ReportFormat;
  readonly count: number;
  /** Returns the name of a field's column, for messages. */
  readonly name: (field: Field) => string;
  /** The position of a field's column; -1 if it is missing. */
  readonly at: Readonly<Record<Field, number>>;
  /** The columns with values of one tag each. */
  readonly tags: readonly { readonly at: number; readonly key: string }[];
};

const REQUIRED: readonly Field[] = ['account', 'kind', 'service', 'usageType', 'start', 'end', 'amount'];

type Layout = {
  readonly format: ReportFormat;
  /** The possible columns of a field. The first one present is used. */
  readonly columns: Readonly<Partial<Record<Field, readonly string[]>>>;
  /** The prefix of tag columns. */
  readonly tagPrefix?: string;
};

// Source: Data Exports User Guide, "Line item details" and "Resource tags" for the legacy report and CUR 2.0, "FOCUS 1.0 with AWS
// columns" and "FOCUS 1.2 with AWS columns". Reports exported from Athena have CUR 2.0's names, but a column for each tag.
const LAYOUTS: readonly Layout[] = [
  {
    format: 'CUR',
    columns: {
      account: ['lineItem/UsageAccountId'],
      kind: ['lineItem/LineItemType'],
      service: ['lineItem/ProductCode'],
      usageType: ['lineItem/UsageType'],
      start: ['lineItem/UsageStartDate'],
      end: ['lineItem/UsageEndDate'],
      amount: ['lineItem/UsageAmount'],
      operation: ['lineItem/Operation'],
      region: ['product/regionCode', 'product/region'],
      zone: ['lineItem/AvailabilityZone'],
      resource: ['lineItem/ResourceId'],
      cost: ['lineItem/UnblendedCost'],
    },
    tagPrefix: 'resourceTags/',
  },
  {
    format: 'CUR 2.0',
    columns: {
      account: ['line_item_usage_account_id'],
      kind: ['line_item_line_item_type'],
      service: ['line_item_product_code'],
      usageType: ['line_item_usage_type'],
      start: ['line_item_usage_start_date'],
      end: ['line_item_usage_end_date'],
      amount: ['line_item_usage_amount'],
      operation: ['line_item_operation'],
      region: ['product_region_code', 'product_region'],
      zone: ['line_item_availability_zone'],
      resource: ['line_item_resource_id'],
      tags: ['resource_tags'],
      cost: ['line_item_unblended_cost'],
    },
    tagPrefix: 'resource_tags_',
  },
  {
    format: 'FOCUS',
    columns: {
      account: ['SubAccountId'],
      kind: ['ChargeCategory'],
      service: ['x_ServiceCode'],
      usageType: ['x_UsageType'],
      start: ['ChargePeriodStart'],
      end: ['ChargePeriodEnd'],
      amount: ['ConsumedQuantity'],
      operation: ['x_Operation'],
      region: ['RegionId', 'Region'],
      zone: ['AvailabilityZone'],
      resource: ['ResourceId'],
      tags: ['Tags'],
      commitmentStatus: ['CommitmentDiscountStatus'],
      class: ['ChargeClass'],
    },
  },
];
const FIELDS = [...new Set(LAYOUTS.flatMap(({ columns }) => keysOf(columns)))];

/**
 * Identifies a report by its first line. Case is ignored, because databases return column names in lower case.
 * @returns a message if it is not a report or lacks a column
 */
export function findColumns(header: readonly string[]): Columns | string {
  const places = new Map<string, number[]>();
  for (const [at, name] of header.entries()) places.set(name.toLowerCase(), [...(places.get(name.toLowerCase()) ?? []), at]);
  const placesOf = (name: string) => places.get(name.toLowerCase()) ?? [];
  const layout = LAYOUTS.find(({ columns }) => columns.kind?.some((name) => placesOf(name).length > 0));
  if (!layout) {
    return 'The first line has no columns of a Cost and Usage Report (lineItem/LineItemType or line_item_line_item_type) or of FOCUS (ChargeCategory).';
  }
  const find = (field: Field) => layout.columns[field]?.map(placesOf).find((found) => found.length > 0) ?? [];
  const missing = REQUIRED.filter((field) => find(field).length === 0).map((field) => layout.columns[field]?.[0]);
  if (missing.length > 0) return `The report has no column ${missing.join(', ')}.`;
  const unclear = FIELDS.map(find).find((found) => found.length > 1);
  if (unclear !== undefined) return `The report has the column ${header[unclear[0] ?? 0]} twice.`;
  const { tagPrefix } = layout;
  return {
    format: layout.format,
    count: header.length,
    name: (field) => header[find(field)[0] ?? -1] ?? field,
    at: recordOf(FIELDS, (field) => find(field)[0] ?? -1),
    tags:
      tagPrefix === undefined
        ? []
        : header.flatMap((name, at) => (name.startsWith(tagPrefix) ? [{ at, key: tagKey(name.slice(tagPrefix.length)) }] : [])),
  };
}

/**
 * Returns the key of a tag from its name in a report: `user:team` and, in CUR 2.0, `user_team` are `team`, while `aws:createdBy`
 * keeps its prefix.
 */
export function tagKey(name: string): string {
  if (name.startsWith('user:') || name.startsWith('user_')) return name.slice('user:'.length);
  return name.startsWith('aws_') ? `aws:${name.slice('aws_'.length)}` : name;
}
