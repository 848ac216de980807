import { loadCatalog } from '@gatehouse/catalog/load-catalog';
import { matchAction } from '@gatehouse/policy/match';
import { runs } from '@gatehouse/policy/test-runs';
import fc from 'fast-check';
import { expect, it } from 'vitest';
import type { StatementJson } from './fix-documents';
import { narrowed } from './fix-plans';

// What a fix leaves of a statement is a part of it, whatever the statement lists or leaves out, held against every action of the services in it.

const SERVICES = ['s3', 'dynamodb', 'sqs', 'iam'];
const ACTIONS = SERVICES.flatMap((service) =>
  loadCatalog()
    .actionsOf(service)
    .map(({ name }) => `${service}:${name}`),
);
const entry = fc.oneof(
  fc.constantFrom(...ACTIONS),
  fc.constantFrom(
    ...SERVICES.flatMap((service) =>
      ['*', 'Get*', 'GetObject*', 'List*', '*Item', 'Put*', '?et*'].map((rest) => `${service}:${rest}`),
    ),
  ),
  fc.constant('*'),
);
const entries = fc.array(entry, { minLength: 1, maxLength: 4 });
const statement = fc.oneof(
  entries.map((Action): StatementJson => ({ Effect: 'Allow', Action, Resource: '*' })),
  entries.map((NotAction): StatementJson => ({ Effect: 'Allow', NotAction, Resource: '*' })),
);
const used = fc.record({
  services: fc.subarray(SERVICES).map((services) => new Set(services)),
  writes: fc.uniqueArray(fc.constantFrom(...ACTIONS), { maxLength: 5 }),
});

function allows({ Action, NotAction }: StatementJson, action: string): boolean {
  const list = [Action ?? NotAction ?? []].flat().map(String);
  return list.some((pattern) => matchAction(pattern, action)) === (Action !== undefined);
}

it('never allows more than the statement did', () => {
  let shortened = 0;
  fc.assert(
    fc.property(statement, used, (before, uses) => {
      const after = narrowed(before, uses);
      if (after === null) return;
      const wider = ACTIONS.filter((action) => allows(after, action) && !allows(before, action));
      expect(wider).toEqual([]);
      if (ACTIONS.some((action) => allows(before, action) && !allows(after, action))) shortened += 1;
    }),
    runs(600),
  );
  expect(shortened).toBeGreaterThan(20);
});
