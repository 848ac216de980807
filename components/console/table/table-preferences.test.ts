import { describe, expect, it } from 'vitest';
import { parsePreferences, type TablePreferences } from './table-preferences';

const DEFAULTS: TablePreferences = { pageSize: 20, columns: ['name', 'path'], density: 'comfortable', wrapLines: false };
const parse = (stored: string | null) => parsePreferences(stored, DEFAULTS, ['name', 'path', 'arn']);

describe('parsePreferences', () => {
  it('returns the defaults if nothing is stored', () => {
    expect(parse(null)).toEqual(DEFAULTS);
  });

  it('returns the saved preferences with columns in their order', () => {
    const saved: TablePreferences = { pageSize: 'all', columns: ['arn', 'name'], density: 'compact', wrapLines: true };
    expect(parse(JSON.stringify(saved))).toEqual(saved);
  });

  it('drops columns that the table no longer has', () => {
    expect(parse('{"columns":["gone","arn"]}').columns).toEqual(['arn']);
    expect(parse('{"columns":["gone"]}').columns).toEqual(DEFAULTS.columns);
  });

  it.each(['nonsense', '[]', '"text"', 'null', '{"pageSize":7,"density":"huge","columns":5,"wrapLines":"no"}'])(
    'returns the defaults for %s',
    (stored) => {
      expect(parse(stored)).toEqual(DEFAULTS);
    },
  );
});
