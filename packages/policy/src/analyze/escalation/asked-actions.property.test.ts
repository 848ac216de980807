import fc from 'fast-check';
import { expect, it } from 'vitest';
import { runs } from '../../test-runs';
import { effectivePermissions } from '../permissions/effective-permissions';
import { takeAll } from '../steps';
import { PRINCIPAL_FACTS, PRINCIPALS, sets } from '../testing/arbitrary-access';
import { sampleIndex } from '../testing/sample-policies';
import { askedActions } from './asked-actions';
import { COMPUTE_SERVICES } from './compute-services';

const index = sampleIndex('s3', 'iam', 'sts', 'kms', 'sqs', 'ec2', 'lambda', 'glue');
const asked = takeAll(askedActions(index));

it('effectivePermissions has the same outcomes with the reduced action index as with all actions', () => {
  const running = COMPUTE_SERVICES.flatMap(({ actions }) => actions).filter((action) => index.position(action) !== undefined);
  expect(running.length).toBeGreaterThan(5);
  expect(running.filter((action) => asked.position(action) === undefined)).toEqual([]);
  expect(asked.actions.length).toBeLessThan(index.actions.length / 2);
  expect(takeAll(askedActions(index))).toBe(asked);
  fc.assert(
    fc.property(fc.constantFrom(...PRINCIPALS), sets, fc.constantFrom(...PRINCIPAL_FACTS), (principal, set, facts) => {
      const [among, all] = [asked, index].map((actions) => effectivePermissions(principal, set, actions, facts));
      for (const name of asked.names) expect([name, among?.outcome(name)]).toEqual([name, all?.outcome(name)]);
    }),
    runs(50),
  );
});
