import { describe, expect, test } from 'vitest';
import { findCheck } from '../../posture/catalogue';
import { type CheckResult, partsOf, standingOfLayer } from './checks';
import { LAYERS } from './layers';

const result = (CheckId: string, State: CheckResult['State'], Active = 0, Severity: CheckResult['Severity'] = 'high') => ({
  CheckId,
  State,
  Active,
  Severity,
});

describe('the checks of a layer', () => {
  test('exist in the posture module and belong only to layers of the customer', () => {
    const ids = LAYERS.flatMap(({ id }) => partsOf(id).flatMap(({ checks }) => checks));
    // Layers may name checks that the posture does not have. Most must exist.
    expect(ids.filter((id) => findCheck(id) !== undefined).length).toBeGreaterThan(30);
    expect(new Set(ids.filter((id) => !/^[a-z]+(-[a-z]+)+$/.test(id)))).toEqual(new Set());
    expect(LAYERS.filter(({ id }) => partsOf(id).length > 0).map(({ id }) => id)).toEqual([
      'application-code',
      'configuration',
      'logging-detection',
      'identity-access',
      'customer-data',
      'people',
    ]);
  });

  test('are counted by part with the worst severity, and an unknown result is not a pass', () => {
    const standing = standingOfLayer('identity-access', [
      result('root-mfa', 'failed', 1, 'critical'),
      result('root-everyday', 'failed', 2),
      result('root-access-key', 'passed'),
      result('user-mfa-missing', 'unknown'),
      result('org-scp-disabled', 'notApplicable'),
      result('role-unused', 'failed', 5),
    ]);
    expect(standing).toEqual([
      { name: 'Root user', findings: 3, worst: 'critical', passed: 1, unknown: 0 },
      { name: 'People', findings: 0, worst: null, passed: 0, unknown: 1 },
    ]);
  });

  test('are empty for a layer without checks', () => {
    expect(standingOfLayer('guest-os', [result('root-mfa', 'failed', 1)])).toEqual([]);
  });
});
