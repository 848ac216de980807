import { randomInt } from 'node:crypto';
import type { DescribeSecretResponse } from '@aws-sdk/client-secrets-manager';
import { requestTagContext, tagKeysContext } from '../../core/authorization/context';
import { validationError } from '../../core/errors';
import { isGone } from '../../core/module/kind';
import { type Check, defineOperation } from '../../core/operation';
import { isPublicPolicy, toShownPolicy, toStoredPolicy } from '../policies';
import { createResource, findResourceByName, hasRoomFor, updateResource } from '../rows';
import { withoutTags, withTags } from '../tags';
import { isSecretName, secretArn } from './arns';
import { invalidParameter, SECRET_TAG_ERRORS, secretsError } from './errors';
import { DAYS_TO_WAIT } from './limits';
import { Secret, type SecretResource } from './resource';
import {
  findSecret,
  type NamedSecret,
  placeOf,
  removeGoneSecrets,
  removeSecret,
  requireKeptSecret,
  requireSecret,
  secretCheck,
} from './rows';
import {
  CreateSecretInput,
  DeleteSecretInput,
  PutResourcePolicyInput,
  SecretIdInput,
  TagResourceInput,
  UntagResourceInput,
  UpdateSecretInput,
} from './schema';
import { addVersion, givenValue, toSecretEntry, type Version, versionsOf, versionsToStages } from './versions';

type Elsewhere = { KmsKeyId?: string | undefined; Type?: string | undefined; AddReplicaRegions?: readonly object[] | undefined };

/** @throws AwsError InvalidParameter for unsupported properties of a secret */
function requirePlainSecret({ KmsKeyId, Type, AddReplicaRegions }: Elsewhere): void {
  const kind = 'Gatehouse has secrets of one Region alone, managed by nobody and encrypted with the key of the installation';
  // AWS's default key.
  if (KmsKeyId !== undefined && KmsKeyId !== 'alias/aws/secretsmanager')
    throw invalidParameter(`${kind}: KmsKeyId cannot be set.`, 'KmsKeyId');
  if (Type !== undefined) throw invalidParameter(`${kind}: Type cannot be set.`, 'Type');
  if (AddReplicaRegions) throw invalidParameter(`${kind}: AddReplicaRegions cannot be set.`, 'AddReplicaRegions');
}

const LETTERS = 'ABCDEFGHIJKLMNOPQRSTUVWXYZabcdefghijklmnopqrstuvwxyz0123456789';

/** Returns the random end of a new secret's ARN. AWS: a later secret with the same name is thus another one to policies. */
function newSuffix(): string {
  return `-${Array.from({ length: 6 }, () => LETTERS[randomInt(LETTERS.length)]).join('')}`;
}

/** Finds a secret by name, or generates the ARN of a new one, so that policies are checked against its final ARN. */
async function findOrDraw(name: string, scope: Parameters<typeof findSecret>[0]): Promise<NamedSecret> {
  const place = placeOf(scope);
  const found = await findResourceByName(scope.db, Secret, place, name);
  if (found && !isGone(Secret, found, scope.now)) return { arn: found.arn, accountId: scope.accountId, found };
  return { arn: secretArn(place, `${name}${newSuffix()}`), accountId: scope.accountId, found: null };
}

export const CreateSecret = defineOperation({
  service: 'secretsmanager',
  name: 'CreateSecret',
  access: 'Write',
  input: CreateSecretInput,
  target: ({ Name }, scope) => findOrDraw(Name, scope),
  checks: ({ Name, Description, KmsKeyId, Tags = [] }, scope, named) => {
    const context = {
      'secretsmanager:Name': Name,
      ...(Description !== undefined && { 'secretsmanager:Description': Description }),
      ...(KmsKeyId !== undefined && { 'secretsmanager:KmsKeyId': KmsKeyId }),
      ...requestTagContext(Tags),
    };
    const checks: Check[] = secretCheck('secretsmanager:CreateSecret', scope, named, context);
    // AWS: tagging on creation needs the permission to tag.
    if (Tags.length > 0) checks.push(...secretCheck('secretsmanager:TagResource', scope, named, context));
    return checks;
  },
  run: async (input, scope, { arn, found }) => {
    const { Name, Description = '', ClientRequestToken: token, Tags = [] } = input;
    if (!isSecretName(Name)) {
      throw validationError(
        'Invalid name. Must be a valid name containing alphanumeric characters, or any of the following: -/_+=.@!',
        'Name',
      );
    }
    requirePlainSecret(input);
    const value = givenValue(input);
    const tags = withTags([], Tags, SECRET_TAG_ERRORS);
    if (found) {
      requireAgain(found, token, await versionsOf(scope.db, [found.id]));
      const again = value && (await addVersion(scope, found, { token, value }));
      return { ARN: found.arn, Name, VersionId: again?.versionId };
    }
    await removeGoneSecrets(scope);
    const place = placeOf(scope);
    if (!(await hasRoomFor(scope.db, Secret, place)))
      throw secretsError('LimitExceededException', 'You have too many secrets in this Region.');
    const settings = { description: Description, changedAt: scope.now.toISOString() };
    const secret = await createResource(scope.db, Secret, place, { name: Name, arn, tags, settings, createdAt: scope.now });
    const version = value && (await addVersion(scope, secret, { token, value }));
    return { ARN: secret.arn, Name, VersionId: version?.versionId };
  },
});

/** @throws AwsError unless an existing secret was created by this very call, which the client repeats */
function requireAgain(secret: SecretResource, token: string | undefined, versions: ReadonlyMap<string, Version[]>): void {
  if (secret.settings.deletedAt !== undefined) {
    throw secretsError(
      'InvalidRequestException',
      "You can't create this secret because a secret with this name is already scheduled for deletion.",
    );
  }
  if (versions.get(secret.id)?.some(({ versionId }) => versionId === token)) return;
  throw secretsError('ResourceExistsException', `The operation failed because the secret ${secret.name} already exists.`, 'Name');
}

/** Changes the description, adds a version with a value, or does both. */
export const UpdateSecret = defineOperation({
  service: 'secretsmanager',
  name: 'UpdateSecret',
  access: 'Write',
  input: UpdateSecretInput,
  target: ({ SecretId }, scope) => findSecret(scope, SecretId),
  checks: ({ Description, KmsKeyId }, scope, named) =>
    secretCheck('secretsmanager:UpdateSecret', scope, named, {
      ...(Description !== undefined && { 'secretsmanager:Description': Description }),
      ...(KmsKeyId !== undefined && { 'secretsmanager:KmsKeyId': KmsKeyId }),
    }),
  run: async (input, scope, named) => {
    const secret = requireKeptSecret(named);
    requirePlainSecret(input);
    const { Description: description = secret.settings.description, ClientRequestToken: token } = input;
    const value = givenValue(input);
    const version = value && (await addVersion(scope, secret, { token, value }));
    await updateResource(scope.db, secret, { settings: { description, changedAt: scope.now.toISOString() } });
    return { ARN: secret.arn, Name: secret.name, VersionId: version?.versionId };
  },
});

export const DescribeSecret = defineOperation({
  service: 'secretsmanager',
  name: 'DescribeSecret',
  access: 'Read',
  input: SecretIdInput,
  target: ({ SecretId }, scope) => findSecret(scope, SecretId),
  checks: (_input, scope, named) => secretCheck('secretsmanager:DescribeSecret', scope, named),
  run: async (_input, { db }, named) => {
    const secret = requireSecret(named);
    const versions = (await versionsOf(db, [secret.id])).get(secret.id) ?? [];
    return {
      ...toSecretEntry(secret, versions),
      VersionIdsToStages: versionsToStages(versions),
    } satisfies DescribeSecretResponse;
  },
});

const DAY_MS = 86_400_000;
const USUAL_DAYS = 30;

/** AWS: a forced deletion succeeds for missing secrets and for those that already have a date. */
export const DeleteSecret = defineOperation({
  service: 'secretsmanager',
  name: 'DeleteSecret',
  access: 'Write',
  input: DeleteSecretInput,
  target: ({ SecretId }, scope) => findSecret(scope, SecretId),
  checks: ({ RecoveryWindowInDays = USUAL_DAYS, ForceDeleteWithoutRecovery = false }, scope, named) =>
    secretCheck('secretsmanager:DeleteSecret', scope, named, {
      'secretsmanager:ForceDeleteWithoutRecovery': String(ForceDeleteWithoutRecovery),
      ...(!ForceDeleteWithoutRecovery && { 'secretsmanager:RecoveryWindowInDays': String(RecoveryWindowInDays) }),
    }),
  run: async ({ SecretId, RecoveryWindowInDays: days, ForceDeleteWithoutRecovery: byForce }, scope, named) => {
    if (byForce && days !== undefined) {
      throw invalidParameter(
        "You can't use ForceDeleteWithoutRecovery in conjunction with RecoveryWindowInDays.",
        'ForceDeleteWithoutRecovery',
      );
    }
    if (days !== undefined && (days < DAYS_TO_WAIT.from || days > DAYS_TO_WAIT.to)) {
      throw invalidParameter('The RecoveryWindowInDays value must be between 7 and 30 days (inclusive).', 'RecoveryWindowInDays');
    }
    if (byForce) {
      if (named.found) await removeSecret(scope, named.found);
      return { ARN: named.arn, Name: named.found?.name ?? SecretId, DeletionDate: scope.now };
    }
    const secret = requireSecret(named);
    if (secret.settings.deletedAt !== undefined) {
      throw secretsError(
        'InvalidRequestException',
        "You can't perform this operation on the secret because it was already scheduled for deletion.",
      );
    }
    const DeletionDate = new Date(scope.now.getTime() + (days ?? USUAL_DAYS) * DAY_MS);
    await updateResource(scope.db, secret, { settings: { deletedAt: DeletionDate.toISOString() } });
    return { ARN: secret.arn, Name: secret.name, DeletionDate };
  },
});

/** AWS: a secret that is not scheduled for deletion stays as it is. */
export const RestoreSecret = defineOperation({
  service: 'secretsmanager',
  name: 'RestoreSecret',
  access: 'Write',
  input: SecretIdInput,
  target: ({ SecretId }, scope) => findSecret(scope, SecretId),
  checks: (_input, scope, named) => secretCheck('secretsmanager:RestoreSecret', scope, named),
  run: async (_input, { db }, named) => {
    const secret = await updateResource(db, requireSecret(named), { settings: { deletedAt: undefined } });
    return { ARN: secret.arn, Name: secret.name };
  },
});

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

export const TagResource = defineOperation({
  service: 'secretsmanager',
  name: 'TagResource',
  access: 'Tagging',
  input: TagResourceInput,
  target: ({ SecretId }, scope) => findSecret(scope, SecretId),
  checks: ({ Tags }, scope, named) => secretCheck('secretsmanager:TagResource', scope, named, requestTagContext(Tags)),
  run: async ({ Tags }, { db }, named) => {
    const secret = requireKeptSecret(named);
    await updateResource(db, secret, { tags: withTags(secret.tags, Tags, SECRET_TAG_ERRORS) });
  },
});

export const UntagResource = defineOperation({
  service: 'secretsmanager',
  name: 'UntagResource',
  access: 'Tagging',
  input: UntagResourceInput,
  target: ({ SecretId }, scope) => findSecret(scope, SecretId),
  checks: ({ TagKeys }, scope, named) => secretCheck('secretsmanager:UntagResource', scope, named, tagKeysContext(TagKeys)),
  run: async ({ TagKeys }, { db }, named) => {
    const secret = requireKeptSecret(named);
    await updateResource(db, secret, { tags: withoutTags(secret.tags, TagKeys) });
  },
});
