import { describe, expect, it } from 'vitest';
import { BoundedMap } from './bounded-map';

const keysOf = (map: BoundedMap<string, string>, ...keys: string[]) => keys.filter((key) => map.get(key) !== undefined);

describe('a bounded map', () => {
  it('removes the least recently used entry', () => {
    const map = new BoundedMap<string, string>(2);
    map.set('a', '1');
    map.set('b', '2');
    map.get('a');
    map.set('a', '3');
    map.set('c', '4');
    expect(keysOf(map, 'a', 'b', 'c')).toEqual(['a', 'c']);
  });

  it('counts entries by their size, and keeps an oversized entry until the next one', () => {
    const map = new BoundedMap<string, string>(10, ({ length }) => length);
    map.set('a', 'xxxx');
    map.set('b', 'xxxxxx');
    expect(keysOf(map, 'a', 'b')).toEqual(['a', 'b']);
    map.set('b', 'x');
    map.set('c', 'xxxxx');
    expect(keysOf(map, 'a', 'b', 'c')).toEqual(['a', 'b', 'c']);
    map.set('d', 'x');
    expect(keysOf(map, 'a', 'b', 'c', 'd')).toEqual(['b', 'c', 'd']);
    map.set('e', 'x'.repeat(11));
    expect(keysOf(map, 'b', 'c', 'd', 'e')).toEqual(['e']);
    map.delete('e');
    map.set('f', 'x'.repeat(10));
    map.set('g', '');
    expect(keysOf(map, 'e', 'f', 'g')).toEqual(['f', 'g']);
    map.forgetWhile((value) => value.length > 0);
    expect(keysOf(map, 'f', 'g')).toEqual(['g']);
  });
});
