import { requestTagContext, tagKeysContext } from '../../core/context';
import { defineOperation } from '../../core/operation';
import { readTags, removeTags } from '../../core/tags';
import { iamPageOf } from '../paging';
import { sameIamTagKey, tagIamResource } from '../tags';
import { deviceCheck, findMfaDevice, requireMfaDevice } from './rows';
import { ListMFADeviceTagsInput, TagMFADeviceInput, UntagMFADeviceInput } from './schema';

export const TagMFADevice = defineOperation({
  service: 'iam',
  name: 'TagMFADevice',
  access: 'Tagging',
  input: TagMFADeviceInput,
  target: ({ SerialNumber }, scope) => findMfaDevice(scope, SerialNumber),
  checks: ({ SerialNumber, Tags }, scope, device) =>
    deviceCheck('iam:TagMFADevice', scope, device, SerialNumber, requestTagContext(Tags)),
  run: async ({ SerialNumber, Tags }, scope, device) => {
    await tagIamResource(scope.db, requireMfaDevice(device, SerialNumber), Tags);
    return {};
  },
});

export const UntagMFADevice = defineOperation({
  service: 'iam',
  name: 'UntagMFADevice',
  access: 'Tagging',
  input: UntagMFADeviceInput,
  target: ({ SerialNumber }, scope) => findMfaDevice(scope, SerialNumber),
  checks: ({ SerialNumber, TagKeys }, scope, device) =>
    deviceCheck('iam:UntagMFADevice', scope, device, SerialNumber, tagKeysContext(TagKeys)),
  run: async ({ SerialNumber, TagKeys }, scope, device) => {
    await removeTags(scope.db, requireMfaDevice(device, SerialNumber).id, TagKeys, sameIamTagKey);
    return {};
  },
});

export const ListMFADeviceTags = defineOperation({
  service: 'iam',
  name: 'ListMFADeviceTags',
  access: 'List',
  input: ListMFADeviceTagsInput,
  target: ({ SerialNumber }, scope) => findMfaDevice(scope, SerialNumber),
  checks: ({ SerialNumber }, scope, device) => deviceCheck('iam:ListMFADeviceTags', scope, device, SerialNumber),
  run: async (input, scope, device) => {
    const { id } = requireMfaDevice(device, input.SerialNumber);
    const { items, ...page } = iamPageOf(`ListMFADeviceTags:${id}`, await readTags(scope.db, id), input, (tag) => tag.Key);
    return { Tags: items, ...page };
  },
});
