import { randomBytes, randomUUID } from 'node:crypto';
import { requestTagContext, tagKeysContext } from '../../core/authorization/context';
import { type Check, defineOperation, type Scope } from '../../core/operation';
import { ownPolicy, toShownPolicy } from '../policies';
import { createResource, hasRoomFor, updateResource } from '../rows';
import { withoutTags, withTags } from '../tags';
import { keyArn } from './arns';
import { kmsError, unsupported } from './errors';
import { defaultKeyPolicy, requireKeeper, toStoredKeyPolicy } from './key-policies';
import { kmsPage } from './paging';
import { KEY_FACTS, Key, type KeySettings } from './resource';
import {
  findKey,
  keyCheck,
  listKeys,
  placeOf,
  removeGoneKeys,
  requireKeptKey,
  requireKey,
  storeKeyMaterial,
  toKeyMetadata,
} from './rows';
import {
  CreateKeyInput,
  DescribeKeyInput,
  GetKeyPolicyInput,
  KeyIdInput,
  ListKeysInput,
  ListResourceTagsInput,
  PutKeyPolicyInput,
  ScheduleKeyDeletionInput,
  TagResourceInput,
  UntagResourceInput,
} from './schema';
import { KMS_TAG_ERRORS, tagPairs } from './tags';

const BITS = 256;

export const CreateKey = defineOperation({
  service: 'kms',
  name: 'CreateKey',
  access: 'Write',
  input: CreateKeyInput,
  // The id is generated here, so that the policy is checked as the new key's own.
  target: async (): Promise<string> => randomUUID(),
  checks: (input, { accountId }) => {
    const tags = tagPairs(input.Tags);
    const context = {
      'kms:CallerAccount': accountId,
      'kms:KeySpec': input.KeySpec ?? input.CustomerMasterKeySpec ?? KEY_FACTS.KeySpec,
      'kms:KeyUsage': input.KeyUsage ?? KEY_FACTS.KeyUsage,
      'kms:KeyOrigin': input.Origin ?? KEY_FACTS.Origin,
      'kms:MultiRegion': String(input.MultiRegion ?? false),
      'kms:BypassPolicyLockoutSafetyCheck': String(input.BypassPolicyLockoutSafetyCheck ?? false),
      ...requestTagContext(tags),
    };
    const checks: Check[] = [{ action: 'kms:CreateKey', resource: '*', context }];
    // AWS: tagging on creation needs the permission to tag.
    if (tags.length > 0) checks.push({ action: 'kms:TagResource', resource: '*', context });
    return checks;
  },
  run: async (input, scope, id) => {
    requirePlainKey(input);
    await removeGoneKeys(scope);
    const place = placeOf(scope);
    if (!(await hasRoomFor(scope.db, Key, place))) throw kmsError('LimitExceededException', 'You have too many keys.');
    const tags = withTags([], tagPairs(input.Tags), KMS_TAG_ERRORS);
    const arn = keyArn(place, id);
    const policy = input.Policy === undefined ? defaultKeyPolicy(place) : await toStoredKeyPolicy(scope, arn, input.Policy);
    if (input.Policy !== undefined && !input.BypassPolicyLockoutSafetyCheck) await requireKeeper(scope, arn, policy, null);
    const { Description: description = '' } = input;
    const settings: KeySettings = { description, state: 'Enabled', aliases: [] };
    const key = await createResource(scope.db, Key, place, { id, name: id, policy, tags, settings, createdAt: scope.now });
    await storeKeyMaterial(scope.db, key, randomBytes(BITS / 8));
    return { KeyMetadata: toKeyMetadata(key) };
  },
});

/** @throws AwsError for any key except a symmetric one in a single Region, made by KMS, which alone exist here */
function requirePlainKey(input: CreateKeyInput): void {
  if (input.CustomKeyStoreId !== undefined) {
    throw kmsError(
      'CustomKeyStoreNotFoundException',
      `Custom key store ${input.CustomKeyStoreId} is not found.`,
      'CustomKeyStoreId',
    );
  }
  const spec = input.KeySpec ?? input.CustomerMasterKeySpec ?? KEY_FACTS.KeySpec;
  const plain = spec === KEY_FACTS.KeySpec && (input.KeyUsage ?? KEY_FACTS.KeyUsage) === KEY_FACTS.KeyUsage;
  const own = (input.Origin ?? KEY_FACTS.Origin) === KEY_FACTS.Origin && !input.MultiRegion && input.XksKeyId === undefined;
  if (!plain || !own) throw unsupported('Gatehouse makes symmetric keys for encryption, of one Region, and no others.');
}

export const DescribeKey = defineOperation({
  service: 'kms',
  name: 'DescribeKey',
  access: 'Read',
  input: DescribeKeyInput,
  target: ({ KeyId }, scope) => findKey(scope, KeyId, { aliases: true, saysInvalidArn: true }),
  checks: (_input, scope, key) => keyCheck('kms:DescribeKey', scope, key),
  run: async (_input, _scope, key) => ({ KeyMetadata: toKeyMetadata(requireKey(key)) }),
});

/** AWS returns ids and ARNs only. */
export const ListKeys = defineOperation({
  service: 'kms',
  name: 'ListKeys',
  access: 'List',
  input: ListKeysInput,
  checks: (_input, { accountId }) => [{ action: 'kms:ListKeys', resource: '*', context: { 'kms:CallerAccount': accountId } }],
  run: async (input, scope) => {
    const { items, ...page } = kmsPage('ListKeys', scope, await listKeys(scope), input, 100, ({ id }) => id);
    return { Keys: items.map(({ id, arn }) => ({ KeyId: id, KeyArn: arn })), ...page };
  },
});

/** Returns the parts of a call that changes the state of a key in the caller's account. The answer is the changed key. */
const ownKey = (action: string) => ({
  input: KeyIdInput,
  target: ({ KeyId }: { KeyId: string }, scope: Scope) => findKey(scope, KeyId, { saysInvalidArn: true }),
  checks: (_input: unknown, scope: Scope, key: Awaited<ReturnType<typeof findKey>>) => keyCheck(action, scope, key),
});

export const EnableKey = defineOperation({
  service: 'kms',
  name: 'EnableKey',
  access: 'Write',
  ...ownKey('kms:EnableKey'),
  run: async (_input, { db }, key) => {
    await updateResource(db, requireKeptKey(key), { settings: { state: 'Enabled' } });
  },
});

export const DisableKey = defineOperation({
  service: 'kms',
  name: 'DisableKey',
  access: 'Write',
  ...ownKey('kms:DisableKey'),
  run: async (_input, { db }, key) => {
    await updateResource(db, requireKeptKey(key), { settings: { state: 'Disabled' } });
  },
});

const DAY_MS = 86_400_000;
const USUAL_DAYS = 30;

export const ScheduleKeyDeletion = defineOperation({
  service: 'kms',
  name: 'ScheduleKeyDeletion',
  access: 'Write',
  input: ScheduleKeyDeletionInput,
  target: ({ KeyId }, scope) => findKey(scope, KeyId, { saysInvalidArn: true }),
  checks: ({ PendingWindowInDays = USUAL_DAYS }, scope, key) =>
    keyCheck('kms:ScheduleKeyDeletion', scope, key, {
      'kms:ScheduleKeyDeletionPendingWindowInDays': String(PendingWindowInDays),
    }),
  run: async ({ PendingWindowInDays = USUAL_DAYS }, { db, now }, named) => {
    const DeletionDate = new Date(now.getTime() + PendingWindowInDays * DAY_MS);
    const settings = { state: 'PendingDeletion', deletedAt: DeletionDate.toISOString() } as const;
    const key = await updateResource(db, requireKeptKey(named), { settings });
    return { KeyId: key.arn, DeletionDate, KeyState: key.settings.state, PendingWindowInDays };
  },
});

/** AWS: the key is disabled afterwards. */
export const CancelKeyDeletion = defineOperation({
  service: 'kms',
  name: 'CancelKeyDeletion',
  access: 'Write',
  ...ownKey('kms:CancelKeyDeletion'),
  run: async (_input, { db }, named) => {
    const key = requireKey(named);
    if (key.settings.state !== 'PendingDeletion')
      throw kmsError('KMSInvalidStateException', `${key.arn} is not pending deletion.`);
    await updateResource(db, key, { settings: { state: 'Disabled', deletedAt: undefined } });
    return { KeyId: key.arn };
  },
});

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

export const TagResource = defineOperation({
  service: 'kms',
  name: 'TagResource',
  access: 'Tagging',
  input: TagResourceInput,
  target: ({ KeyId }, scope) => findKey(scope, KeyId, { saysInvalidArn: true }),
  checks: ({ Tags }, scope, key) => keyCheck('kms:TagResource', scope, key, requestTagContext(tagPairs(Tags))),
  run: async ({ Tags }, { db }, named) => {
    const key = requireKeptKey(named);
    await updateResource(db, key, { tags: withTags(key.tags, tagPairs(Tags), KMS_TAG_ERRORS) });
  },
});

export const UntagResource = defineOperation({
  service: 'kms',
  name: 'UntagResource',
  access: 'Tagging',
  input: UntagResourceInput,
  target: ({ KeyId }, scope) => findKey(scope, KeyId, { saysInvalidArn: true }),
  checks: ({ TagKeys }, scope, key) => keyCheck('kms:UntagResource', scope, key, tagKeysContext(TagKeys)),
  run: async ({ TagKeys }, { db }, named) => {
    const key = requireKeptKey(named);
    await updateResource(db, key, { tags: withoutTags(key.tags, TagKeys) });
  },
});

export const ListResourceTags = defineOperation({
  service: 'kms',
  name: 'ListResourceTags',
  access: 'List',
  input: ListResourceTagsInput,
  target: ({ KeyId }, scope) => findKey(scope, KeyId, { saysInvalidArn: true }),
  checks: (_input, scope, key) => keyCheck('kms:ListResourceTags', scope, key),
  run: async (input, scope, named) => {
    const { id, tags } = requireKey(named);
    const { items, ...page } = kmsPage(`ListResourceTags:${id}`, scope, tags, input, 50, ({ Key }) => Key);
    return { Tags: items.map(({ Key, Value }) => ({ TagKey: Key, TagValue: Value })), ...page };
  },
});
