import { defineOperation } from '../../core/operation';
import { ownPolicy, toShownPolicy } from '../policies';
import { updateResource } from '../rows';
import { kmsError } from './errors';
import { requireKeeper, toStoredKeyPolicy } from './key-policies';
import { findKey, keyCheck, requireKey } from './rows';
import { GetKeyPolicyInput, PutKeyPolicyInput } from './schema';

/** The only name that a key policy can have. */
const DEFAULT = 'default';

function requireName(PolicyName: string | undefined): void {
  if (PolicyName !== undefined && PolicyName !== DEFAULT)
    throw kmsError('NotFoundException', 'No such policy exists', 'PolicyName');
}

export const GetKeyPolicy = defineOperation({
  service: 'kms',
  name: 'GetKeyPolicy',
  access: 'Read',
  input: GetKeyPolicyInput,
  target: ({ KeyId }, scope) => findKey(scope, KeyId, { saysInvalidArn: true }),
  checks: (_input, scope, key) => keyCheck('kms:GetKeyPolicy', scope, key),
  run: async ({ PolicyName }, scope, key) => {
    requireName(PolicyName);
    return { Policy: await toShownPolicy(scope, ownPolicy(requireKey(key))), PolicyName: DEFAULT };
  },
});

export const PutKeyPolicy = defineOperation({
  service: 'kms',
  name: 'PutKeyPolicy',
  access: 'Permissions management',
  input: PutKeyPolicyInput,
  target: ({ KeyId }, scope) => findKey(scope, KeyId, { saysInvalidArn: true }),
  checks: ({ BypassPolicyLockoutSafetyCheck = false }, scope, key) =>
    keyCheck('kms:PutKeyPolicy', scope, key, {
      'kms:BypassPolicyLockoutSafetyCheck': String(BypassPolicyLockoutSafetyCheck),
    }),
  run: async ({ PolicyName, Policy, BypassPolicyLockoutSafetyCheck }, scope, named) => {
    requireName(PolicyName);
    const key = requireKey(named);
    const policy = await toStoredKeyPolicy(scope, key.arn, Policy);
    if (!BypassPolicyLockoutSafetyCheck) await requireKeeper(scope, key.arn, policy, key);
    await updateResource(scope.db, key, { policy });
  },
});
