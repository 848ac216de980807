import type { FilterProperty, FilterQuery, FilterToken } from '@/lib/core/list/filter-query';
import type { EventFilters } from '@/lib/events/schema';

/** What events are found by, each once: as the address of the page has it. */
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
/** How far back, in hours. */
export const RANGES = { '1h': 1, '24h': 24, '7d': 168, '30d': 720 } as const;
export const RANGE_NAMES = ['all', '1h', '24h', '7d', '30d', 'custom'] as const;

/** The state of the page; an empty text is not asked for. */
export type EventsView = Properties & {
  outcome: (typeof OUTCOMES)[number];
  /** Null where nothing was chosen. */
  kind: (typeof KINDS)[number] | null;
  range: (typeof RANGE_NAMES)[number];
  /** Of the range `custom`: as a field for date and time has them. */
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

/** The properties that a query asks for, of several on one the last. Words without a property are taken for what they look like. */
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

/** Changes alone, unless something is asked that reads are just as likely to answer: what was denied, or one kind of event. */
export function kindOf({ kind, outcome, name, error }: EventsView): (typeof KINDS)[number] {
  return kind ?? (outcome !== 'all' || name || error ? 'all' : 'write');
}

/** What the service is asked. */
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
