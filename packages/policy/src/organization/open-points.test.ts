import { expect, it } from 'vitest';
import { effectivePolicy } from './effective/effective-policy';
import * as points from './open-points';
import { POLICY_TYPES } from './policy-types';
import { readDeclarativePolicy } from './read-declarative-policy';
import { missingTagKeys, readTagRules } from './tag-compliance';
import type { DeclarativePolicyType } from './types';

/** Returns the effective document of policies at a root and the nodes below, one at each. */
function merged(type: DeclarativePolicyType, ...documents: readonly unknown[]): unknown {
  const chain = documents.map((document, index) => {
    const result = readDeclarativePolicy(type, JSON.stringify(document));
    if (!result.ok) throw new Error(result.issues[0]?.message);
    return { id: `node-${index}`, policies: [{ id: `policy-${index}`, policy: result.policy }] };
  });
  return JSON.parse(effectivePolicy(type, chain).content);
}

const control = (operator: string) => ({ '@@operators_allowed_for_child_policies': [operator] });
const polly = { services: { polly: { opt_out_policy: { '@@assign': 'optIn' } } } };

it.each(['@@assign', '@@remove'])('ADDITIONS_CLOSED_BY: %s on a map lets child policies add members', (operator) => {
  const open = points.ADDITIONS_CLOSED_BY === 'none';
  const parent = { services: control(operator) };
  expect(merged('AISERVICES_OPT_OUT_POLICY', parent, polly)).toEqual(
    open ? { services: { polly: { opt_out_policy: 'optIn' } } } : {},
  );
});

it('CLOSED_MAP_REFUSES_FIXED_NAMES: a child policy adds no new setting to a closed tag', () => {
  const parent = { tags: { k: { ...control('@@none'), tag_value: { '@@assign': ['a'] } } } };
  const child = { tags: { k: { enforced_for: { '@@assign': ['sqs:queue'] } } } };
  const added = points.CLOSED_MAP_REFUSES_FIXED_NAMES ? {} : { enforced_for: ['sqs:queue'] };
  expect(merged('TAG_POLICY', parent, child)).toEqual({ tags: { k: { tag_key: 'k', tag_value: ['a'], ...added } } });
});

it('EMPTY_APPEND_SETS: an empty append leaves a setting without a value', () => {
  const values = points.EMPTY_APPEND_SETS ? [] : ['*'];
  expect(merged('TAG_POLICY', { tags: { k: { tag_value: { '@@append': [] } } } })).toEqual({
    tags: { k: { tag_key: 'k', tag_value: values } },
  });
});

it('LIST_TAKES_SINGLE_VALUE: a list setting refuses a single value', () => {
  const result = readDeclarativePolicy('TAG_POLICY', '{"tags":{"k":{"tag_value":{"@@assign":"a"}}}}');
  expect(result.ok).toBe(points.LIST_TAKES_SINGLE_VALUE);
});

it('BACKUP_NAMES_IN_LOWER_CASE: rules meet without regard to case, and plans do not', () => {
  const plan = (name: string, rule: string, vault: string) => ({
    plans: { [name]: { rules: { [rule]: { target_backup_vault_name: { '@@assign': vault } } } } },
  });
  const [upper, lower] = points.BACKUP_NAMES_IN_LOWER_CASE ? ['hourly', 'hourly'] : ['Hourly', 'hourly'];
  expect(merged('BACKUP_POLICY', plan('P', 'Hourly', 'a'), plan('P', 'hourly', 'b'), plan('p', 'hourly', 'c'))).toEqual({
    plans: {
      P: { rules: { [upper]: { target_backup_vault_name: 'a' }, [lower]: { target_backup_vault_name: 'b' } } },
      p: { rules: { hourly: { target_backup_vault_name: 'c' } } },
    },
  });
});

it('DEFAULT_QUOTAS: types without published quotas have those of EC2 policies', () => {
  expect(POLICY_TYPES.GUARDDUTY_POLICY.quotas).toEqual(POLICY_TYPES.DECLARATIVE_POLICY_EC2.quotas);
});

it('OTHER_SPELLING_IS_MISSING: a required key in another spelling is there', () => {
  const rules = readTagRules({ tags: { team: { tag_key: 'Team', report_required_tag_for: ['sqs:queue'] } } });
  const missing = missingTagKeys(rules, 'sqs:queue', [{ Key: 'TEAM', Value: '' }]);
  expect(missing.length > 0).toBe(points.OTHER_SPELLING_IS_MISSING);
});
