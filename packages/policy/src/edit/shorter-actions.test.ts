import { loadCatalog } from '@gatehouse/catalog/load-catalog';
import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { ACCESS_LEVELS } from '../analyze/actions/action-index';
import { matchAction } from '../match/match-action';
import { actionsNamed } from '../validate/action-patterns';
import { lengthOf, shorterActions } from './shorter-actions';

const catalog = loadCatalog();
const services = catalog.services().map(({ prefix }) => prefix);
const namesOf = (service: string) => catalog.actionsOf(service).map(({ name }) => `${service}:${name}`);

/** Returns the actions that entries match. It does not use the matching code of `shorterActions`. */
function matched(service: string, entries: readonly string[]): string[] {
  return namesOf(service).filter((name) => entries.some((entry) => matchAction(entry, name)));
}

function expectEqualAndShorter(service: string, entries: readonly string[]): void {
  const shorter = shorterActions(catalog, service, entries);
  if (shorter === null) return;
  expect(matched(service, shorter), `${service}: ${shorter.join(' ')}`).toEqual(matched(service, entries));
  expect(lengthOf(shorter)).toBeLessThan(lengthOf(entries));
}

describe('shorter lists of actions', () => {
  it('match the same actions for every access level of every service', () => {
    for (const service of services)
      for (const level of ACCESS_LEVELS) {
        const entries = catalog
          .actionsOf(service)
          .flatMap(({ name, accessLevel }) => (accessLevel === level ? [`${service}:${name}`] : []));
        if (entries.length > 0) expectEqualAndShorter(service, entries);
      }
  });

  it('match the same actions for any choice of actions and wildcards', () => {
    const choice = fc.constantFrom(...services).chain((service) =>
      fc.record({
        service: fc.constant(service),
        names: fc.subarray(namesOf(service), { minLength: 1 }),
        cut: fc.option(fc.nat({ max: 20 }), { nil: null }),
      }),
    );
    fc.assert(
      fc.property(choice, ({ service, names, cut }) => {
        const [first = ''] = names;
        const wild = cut === null ? [] : [`${first.slice(0, Math.max(service.length + 1, first.length - cut))}*`];
        expectEqualAndShorter(service, [...names, ...wild]);
      }),
      { numRuns: 300 },
    );
  });

  it('reduce the List actions of EC2 to fewer characters than the quota of a group policy', () => {
    const entries = catalog.actionsOf('ec2').flatMap(({ name, accessLevel }) => (accessLevel === 'List' ? [`ec2:${name}`] : []));
    expect(lengthOf(entries)).toBeGreaterThan(5120);
    const shorter = shorterActions(catalog, 'ec2', entries) ?? [];
    expect(lengthOf(shorter)).toBeLessThan(lengthOf(entries) / 2);
    expect(lengthOf(shorter)).toBeLessThan(5120);
  });

  it('use one entry for a whole service, and are null for short lists and unknown actions', () => {
    expect(shorterActions(catalog, 's3', namesOf('s3'))).toEqual(['s3:*']);
    expect(shorterActions(catalog, 's3', ['s3:GetObject'])).toBeNull();
    expect(shorterActions(catalog, 's3', ['s3:GetObject', 's3:GetObjct'])).toBeNull();
    expect(actionsNamed(catalog, 's3:GetObjct')).toEqual([]);
  });
});
