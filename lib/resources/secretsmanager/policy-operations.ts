import { defineOperation } from '../../core/operation';
import { isPublicPolicy, toShownPolicy, toStoredPolicy } from '../policies';
import { updateResource } from '../rows';
import { secretsError } from './errors';
import { Secret } from './resource';
import { findSecret, requireKeptSecret, secretCheck } from './rows';
import { PutResourcePolicyInput, SecretIdInput } from './schema';

export const GetResourcePolicy = defineOperation({
  service: 'secretsmanager',
  name: 'GetResourcePolicy',
  access: 'Read',
  input: SecretIdInput,
  target: ({ SecretId }, scope) => findSecret(scope, SecretId),
  checks: (_input, scope, named) => secretCheck('secretsmanager:GetResourcePolicy', scope, named),
  run: async (_input, scope, named) => {
    const { arn, name, policy } = requireKeptSecret(named);
    return { ARN: arn, Name: name, ResourcePolicy: policy === null ? undefined : await toShownPolicy(scope, policy) };
  },
});

export const PutResourcePolicy = defineOperation({
  service: 'secretsmanager',
  name: 'PutResourcePolicy',
  access: 'Permissions management',
  input: PutResourcePolicyInput,
  target: ({ SecretId }, scope) => findSecret(scope, SecretId),
  checks: ({ BlockPublicPolicy = false }, scope, named) =>
    secretCheck('secretsmanager:PutResourcePolicy', scope, named, {
      'secretsmanager:BlockPublicPolicy': String(BlockPublicPolicy),
    }),
  // Before the transaction, since it takes long for large policies.
  prepare: async ({ ResourcePolicy, BlockPublicPolicy }) => BlockPublicPolicy === true && isPublicPolicy(ResourcePolicy),
  run: async ({ ResourcePolicy }, scope, named, isRefused) => {
    const secret = requireKeptSecret(named);
    if (!Secret.policy) throw new Error('secrets have policies');
    const policy = await toStoredPolicy(scope, Secret.policy, secret.arn, ResourcePolicy);
    if (isRefused) {
      throw secretsError(
        'PublicPolicyException',
        'The BlockPublicPolicy parameter is set to true, and the resource policy did not prevent broad access to the secret.',
        'ResourcePolicy',
      );
    }
    const changed = await updateResource(scope.db, secret, { policy });
    return { ARN: changed.arn, Name: changed.name };
  },
});

/** AWS: a secret without a policy stays as it is. */
export const DeleteResourcePolicy = defineOperation({
  service: 'secretsmanager',
  name: 'DeleteResourcePolicy',
  access: 'Permissions management',
  input: SecretIdInput,
  target: ({ SecretId }, scope) => findSecret(scope, SecretId),
  checks: (_input, scope, named) => secretCheck('secretsmanager:DeleteResourcePolicy', scope, named),
  run: async (_input, { db }, named) => {
    const { arn, name } = await updateResource(db, requireKeptSecret(named), { policy: null });
    return { ARN: arn, Name: name };
  },
});
