import { loadCatalog } from '@gatehouse/catalog/load-catalog';
import { expect, it } from 'vitest';
import { serviceOptions } from '../../policy-editor/visual/action-choice';
import { rankOptions } from './rank-options';

const options = serviceOptions(loadCatalog().services());

it('ranks the service with the typed prefix first, for every service', () => {
  for (const { value } of options) {
    const found = options.filter(({ label }) => label.toLowerCase().includes(value));
    expect(rankOptions(found, value)[0]?.value, value).toBe(value);
    expect(rankOptions(found, ` ${value.toUpperCase()} `)[0]?.value, value).toBe(value);
  }
});

it('ranks labels that start with the text before words that do, and keeps the order of equal ranks', () => {
  const of = (...labels: string[]) => labels.map((label) => ({ value: label, label }));
  expect(rankOptions(of('a glue b', 'xec', 'Echo', 'the echo', 'EC', 'ec2'), 'ec').map(({ label }) => label)).toEqual([
    'EC',
    'Echo',
    'ec2',
    'the echo',
    'a glue b',
    'xec',
  ]);
  expect(rankOptions(of('b', 'a'), '').map(({ label }) => label)).toEqual(['b', 'a']);
});
