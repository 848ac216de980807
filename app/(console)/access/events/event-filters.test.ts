import { expect, it } from 'vitest';
import { type EventsView, fromFilterQuery, kindOf, toEventFilters, toFilterQuery } from './event-filters';

const NOTHING = { name: '', principal: '', resource: '', source: '', error: '', ip: '' };
const VIEW: EventsView = { ...NOTHING, outcome: 'all', kind: null, range: 'all', from: '', to: '', account: '' };
const NOW = new Date('2026-03-02T12:00:00Z');

it('includes read events when the view filters by denial or event unless a kind is chosen', () => {
  expect(kindOf(VIEW)).toBe('write');
  for (const asked of [{ outcome: 'Denied' }, { name: 'ListUsers' }, { error: 'NoSuchEntity' }] as const)
    expect([asked, kindOf({ ...VIEW, ...asked })]).toEqual([asked, 'all']);
  expect(kindOf({ ...VIEW, outcome: 'Denied', kind: 'write' })).toBe('write');
});

it('keeps one value per filter and assigns free text to the filter that fits its form', () => {
  const view = { ...NOTHING, name: 'CreateUser', ip: '10.0.0.1' };
  expect(fromFilterQuery(toFilterQuery(view))).toEqual(view);
  const free = (value: string) => fromFilterQuery({ join: 'and', tokens: [{ property: null, operator: ':', value }] });
  expect(free('GetUser')).toEqual({ ...NOTHING, name: 'GetUser' });
  expect(free('kim')).toEqual({ ...NOTHING, principal: 'kim' });
  expect(free('user/kim')).toEqual({ ...NOTHING, resource: 'user/kim' });
  expect(free('10.0.0.1')).toEqual({ ...NOTHING, ip: '10.0.0.1' });
  const twice = ['a', 'b'].map((value) => ({ property: 'principal', operator: ':' as const, value }));
  expect(fromFilterQuery({ join: 'and', tokens: twice })).toEqual({ ...NOTHING, principal: 'b' });
});

it('sends the chosen time range as StartTime', () => {
  expect(toEventFilters(VIEW, NOW)).toEqual({ ReadOnly: false });
  expect(toEventFilters({ ...VIEW, range: '24h', kind: 'all' }, NOW)).toEqual({ StartTime: '2026-03-01T12:00:00.000Z' });
  const custom = toEventFilters({ ...VIEW, range: 'custom', from: '2026-03-01T08:00', to: 'nonsense' }, NOW);
  expect(custom).toEqual({ ReadOnly: false, StartTime: new Date('2026-03-01T08:00').toISOString() });
});
