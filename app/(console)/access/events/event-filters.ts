import type { FilterProperty, FilterQuery, FilterToken } from '@/lib/core/list/filter-query';
import type { EventFilters } from '@/lib/events/schema';

/** The filter properties of events, as in the page's address. */
export const EVENT_PROPERTIES = [
  { key: 'name', label: 'Event name', operators: ['='] },
  { key: 'principal', label: 'Caller', operators: [':'] },
  { key: 'resource', label: 'Resource', operators: [':'] },
  { key: 'source', label: 'Event source', operators: ['='] },
  { key: 'error', label: 'Error code', operators: ['='] },
  { key: 'ip', label: 'Source IP address', operators: ['='] },
] as const satisfies readonly FilterProperty[];

type PropertyKey = (typeof EVENT_PROPERTIES)[number]['key'];
type Properties = Record<PropertyKey, string>;

export const OUTCOMES = ['all', 'Success', 'Denied', 'WouldBeDenied', 'Failed'] as const;
export const KINDS = ['write', 'read', 'all'] as const;
/** The periods, in hours. */
export const RANGES = { '1h': 1, '24h': 24, '7d': 168, '30d': 720 } as const;
export const RANGE_NAMES = ['all', '1h', '24h', '7d', '30d', 'custom'] as const;

/** The state of the page. Empty texts are not used as filters. */
export type EventsView = Properties & {
  outcome: (typeof OUTCOMES)[number];
  /** Null if none was selected. */
  kind: (typeof KINDS)[number] | null;
  range: (typeof RANGE_NAMES)[number];
  /** For the range `custom`, as a date field has it. */
  from: string;
  to: string;
  account: string;
};

export function toFilterQuery(view: Properties): FilterQuery {
  const tokens = EVENT_PROPERTIES.flatMap(({ key, operators: [operator] }): FilterToken[] =>
    view[key] ? [{ property: key, operator, value: view[key] }] : [],
  );
  return { tokens, join: 'and' };
}

/** Returns the properties of a query. The last one of a property wins. Words without a property are matched by their form. */
export function fromFilterQuery({ tokens }: FilterQuery): Properties {
  const found: Properties = { name: '', principal: '', resource: '', source: '', error: '', ip: '' };
  for (const { property, value } of tokens) {
    const known = EVENT_PROPERTIES.find(({ key }) => key === property);
    found[known?.key ?? looksLike(value)] = value;
  }
  return found;
}

function looksLike(text: string): PropertyKey {
  if (/^[A-Z][A-Za-z0-9]+$/.test(text)) return 'name';
  if (/^[\d.]+$|^[\da-f]*:[\da-f:]+$/i.test(text)) return 'ip';
  return /[:/]/.test(text) ? 'resource' : 'principal';
}

/** Returns only changes by default, and all events for filters that reads also match: denials, or one kind of event. */
export function kindOf({ kind, outcome, name, error }: EventsView): (typeof KINDS)[number] {
  return kind ?? (outcome !== 'all' || name || error ? 'all' : 'write');
}

/** Returns the filters for the operation. */
export function toEventFilters(view: EventsView, now: Date): EventFilters {
  const kind = kindOf(view);
  return {
    AccountId: view.account || undefined,
    EventName: view.name || undefined,
    Principal: view.principal || undefined,
    Resource: view.resource || undefined,
    EventSource: view.source || undefined,
    ErrorCode: view.error || undefined,
    SourceIPAddress: view.ip || undefined,
    Outcome: view.outcome === 'all' ? undefined : view.outcome,
    ReadOnly: kind === 'all' ? undefined : kind === 'read',
    ...timesOf(view, now),
  };
}

function timesOf({ range, from, to }: EventsView, now: Date): Pick<EventFilters, 'StartTime' | 'EndTime'> {
  if (range === 'all') return {};
  if (range !== 'custom') return { StartTime: new Date(now.getTime() - RANGES[range] * 3_600_000).toISOString() };
  return { StartTime: toIso(from), EndTime: toIso(to) };
}

function toIso(text: string): string | undefined {
  const time = new Date(text);
  return Number.isNaN(time.getTime()) ? undefined : time.toISOString();
}
