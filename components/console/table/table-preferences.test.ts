import { describe, expect, it } from 'vitest';
import { parsePreferences, type TablePreferences } from './table-preferences';

const DEFAULTS: TablePreferences = { pageSize: 20, columns: ['name', 'path'], density: 'comfortable', wrapLines: false };
const parse = (stored: string | null) => parsePreferences(stored, DEFAULTS, ['name', 'path', 'arn']);

describe('parsePreferences', () => {
  it('gives the defaults when nothing is stored', () => {
    expect(parse(null)).toEqual(DEFAULTS);
  });

  it('reads back what was saved, columns in their order', () => {
    const saved: TablePreferences = { pageSize: 'all', columns: ['arn', 'name'], density: 'compact', wrapLines: true };
    expect(parse(JSON.stringify(saved))).toEqual(saved);
  });

  it('drops columns the table no longer has', () => {
    expect(parse('{"columns":["gone","arn"]}').columns).toEqual(['arn']);
    expect(parse('{"columns":["gone"]}').columns).toEqual(DEFAULTS.columns);
  });

  it.each(['nonsense', '[]', '"text"', 'null', '{"pageSize":7,"density":"huge","columns":5,"wrapLines":"no"}'])(
    'survives %s',
    (stored) => {
      expect(parse(stored)).toEqual(DEFAULTS);
    },
  );
});
