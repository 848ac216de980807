import { AHEAD, CHARTS, RANGES, VIEW_METRICS } from '@/lib/billing/cost-explorer/limits';
import type { CostView, ViewFilter, ViewKey } from '@/lib/billing/cost-explorer/views/view';

/** The view in the page's address, as text. Missing parts have defaults. */
export type ViewAddress = Partial<Record<(typeof ADDRESS_KEYS)[number], string | undefined>>;
export const ADDRESS_KEYS = ['range', 'from', 'until', 'ahead', 'by', 'metric', 'group', 'filter', 'chart'] as const;

/** The default view: costs by service in the last six months. */
export const FIRST_VIEW: CostView = {
  Range: 'LAST_6_MONTHS',
  Ahead: 'NONE',
  Granularity: 'MONTHLY',
  Metric: 'UnblendedCost',
  GroupBy: [{ Type: 'DIMENSION', Key: 'SERVICE' }],
  Filters: [],
  Chart: 'BARS',
};

const slug = (name: string) => name.toLowerCase().replaceAll('_', '-');
const PREFIXES = { DIMENSION: '', TAG: 'tag:', COST_CATEGORY: 'category:' } as const;

export function keyText({ Type, Key }: ViewKey): string {
  return `${PREFIXES[Type]}${Type === 'DIMENSION' ? slug(Key) : Key}`;
}

function keyOf(text: string): ViewKey {
  if (text.startsWith(PREFIXES.TAG)) return { Type: 'TAG', Key: text.slice(PREFIXES.TAG.length) };
  if (text.startsWith(PREFIXES.COST_CATEGORY)) return { Type: 'COST_CATEGORY', Key: text.slice(PREFIXES.COST_CATEGORY.length) };
  return { Type: 'DIMENSION', Key: text.toUpperCase().replaceAll('-', '_') };
}

/** Escapes list separators in an address. */
const part = (text: string) => text.replace(/[%,;=]/g, (sign) => `%${sign.charCodeAt(0).toString(16).toUpperCase()}`);
const partOf = (text: string) =>
  text.replace(/%(25|2C|3B|3D)/g, (_, code: string) => String.fromCharCode(Number.parseInt(code, 16)));

function filterText(filter: ViewFilter): string {
  return `${filter.Exclude ? '!' : ''}${part(keyText(filter))}=${filter.Values.map(part).join(',')}`;
}

function filterOf(text: string): ViewFilter[] {
  const at = text.indexOf('=');
  const Exclude = text.startsWith('!');
  const key = partOf(text.slice(Exclude ? 1 : 0, at));
  if (at === -1 || key === '') return [];
  return [
    {
      ...keyOf(key),
      Values: text
        .slice(at + 1)
        .split(',')
        .map(partOf),
      Exclude,
    },
  ];
}

/** Returns the address of a view. */
export function addressOf(view: CostView): ViewAddress {
  const isCustom = view.Range === 'CUSTOM';
  const unless = <K extends 'Range' | 'Ahead' | 'Chart'>(key: K) => (view[key] === FIRST_VIEW[key] ? undefined : slug(view[key]));
  const group = view.GroupBy.map(keyText).map(part).join(',');
  return {
    range: unless('Range'),
    from: isCustom ? view.Start : undefined,
    until: isCustom ? view.End : undefined,
    ahead: unless('Ahead'),
    by: view.Granularity === 'DAILY' ? 'day' : undefined,
    metric: view.Metric === FIRST_VIEW.Metric ? undefined : view.Metric,
    group: group === 'service' ? undefined : group || 'none',
    filter: view.Filters.map(filterText).join(';') || undefined,
    chart: unless('Chart'),
  };
}

const isDay = (text: string | null | undefined): text is string => typeof text === 'string' && /^2[01]\d\d-\d\d-\d\d$/.test(text);

/** Returns the view of an address. Invalid parts are ignored. */
export function viewOf(address: { readonly [K in keyof ViewAddress]?: string | null | undefined }): CostView {
  const oneOf = <T extends string>(all: readonly T[], text: string | null | undefined, otherwise: T): T =>
    all.find((each) => typeof text === 'string' && slug(each) === slug(text)) ?? otherwise;
  const range = oneOf(RANGES, address.range, FIRST_VIEW.Range);
  const { from: Start, until: End } = address;
  const days = isDay(Start) && isDay(End) && Start < End ? { Start, End } : null;
  const Range = range === 'CUSTOM' && !days ? FIRST_VIEW.Range : range;
  const { group, filter } = address;
  return {
    Range,
    ...(Range === 'CUSTOM' && days),
    Ahead: oneOf(AHEAD, address.ahead, 'NONE'),
    Granularity: address.by === 'day' ? 'DAILY' : 'MONTHLY',
    Metric: oneOf(VIEW_METRICS, address.metric, FIRST_VIEW.Metric),
    GroupBy: group ? (group === 'none' ? [] : group.split(',').slice(0, 2).map(partOf).map(keyOf)) : FIRST_VIEW.GroupBy,
    Filters: filter ? filter.split(';').flatMap(filterOf) : [],
    Chart: oneOf(CHARTS, address.chart, 'BARS'),
  };
}
