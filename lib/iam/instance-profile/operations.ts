import { iamArn } from '../../core/arns';
import { requestTagContext } from '../../core/authorization/context';
import { deleteConflict, entityAlreadyExists, limitExceeded, noSuchEntity } from '../../core/errors';
import { newIamId } from '../../core/ids';
import { type Check, defineOperation } from '../../core/operation';
import { deleteTagsOf, readTags } from '../../core/tags';
import { first } from '../../core/text/lists';
import { entityCheck } from '../entity';
import { filteredPage, iamPageOf } from '../paging';
import { requireRoomFor } from '../quotas';
import { findRole, requireModifiableRole, requireRole } from '../role/rows';
import { tagOperations } from '../tag-operations';
import { tagIamResource } from '../tags';
import { InstanceProfile } from './resource';
import { findInstanceProfile, profileCheck, requireInstanceProfile, toInstanceProfiles } from './rows';
import {
  AddRoleToInstanceProfileInput,
  CreateInstanceProfileInput,
  DeleteInstanceProfileInput,
  GetInstanceProfileInput,
  ListInstanceProfilesForRoleInput,
  ListInstanceProfilesInput,
  RemoveRoleFromInstanceProfileInput,
} from './schema';

export const CreateInstanceProfile = defineOperation({
  service: 'iam',
  name: 'CreateInstanceProfile',
  access: 'Write',
  input: CreateInstanceProfileInput,
  target: ({ InstanceProfileName }, scope) => findInstanceProfile(scope, InstanceProfileName),
  checks: ({ InstanceProfileName, Path, Tags }, scope) => {
    const resource = iamArn(scope.partition, scope.accountId, 'instance-profile', Path ?? '/', InstanceProfileName);
    const context = requestTagContext(Tags);
    const checks: Check[] = [{ action: 'iam:CreateInstanceProfile', resource, context }];
    // AWS: tagging on creation needs permission to tag.
    if (Tags && Tags.length > 0) checks.push({ action: 'iam:TagInstanceProfile', resource, context });
    return checks;
  },
  run: async ({ InstanceProfileName, Path, Tags }, { db, accountId, partition, now }, existing) => {
    if (existing) throw entityAlreadyExists(`Instance Profile ${InstanceProfileName} already exists.`, 'InstanceProfileName');
    await requireRoomFor(db, InstanceProfile, { accountId });
    const row = await db.instanceProfile.create({
      data: {
        id: newIamId('AIPA'),
        accountId,
        name: InstanceProfileName,
        nameKey: InstanceProfileName.toLowerCase(),
        path: Path ?? '/',
        createdAt: now,
      },
    });
    if (Tags) await tagIamResource(db, row, Tags);
    const profile = first(await toInstanceProfiles(db, partition, [{ ...row, role: null }]));
    return { InstanceProfile: { ...profile, Tags: Tags && Tags.length > 0 ? Tags : undefined } };
  },
});

export const GetInstanceProfile = defineOperation({
  service: 'iam',
  name: 'GetInstanceProfile',
  access: 'Read',
  input: GetInstanceProfileInput,
  target: ({ InstanceProfileName }, scope) => findInstanceProfile(scope, InstanceProfileName),
  checks: ({ InstanceProfileName }, scope, profile) =>
    profileCheck('iam:GetInstanceProfile', scope, profile, InstanceProfileName),
  run: async ({ InstanceProfileName }, { db, partition }, profile) => {
    const found = requireInstanceProfile(profile, InstanceProfileName);
    const shown = first(await toInstanceProfiles(db, partition, [found]));
    const tags = await readTags(db, found.id);
    // It is not known whether AWS returns an empty list or none without tags. Here it returns no list, as for roles.
    return { InstanceProfile: { ...shown, Tags: tags.length > 0 ? tags : undefined } };
  },
});

export const ListInstanceProfiles = defineOperation({
  service: 'iam',
  name: 'ListInstanceProfiles',
  access: 'List',
  input: ListInstanceProfilesInput,
  checks: ({ PathPrefix }, scope) => [
    {
      action: 'iam:ListInstanceProfiles',
      resource: `arn:${scope.partition}:iam::${scope.accountId}:instance-profile${PathPrefix ?? '/'}`,
    },
  ],
  run: async (input, { db, accountId, partition }) => {
    const prefix = input.PathPrefix ?? '/';
    const { items, ...page } = await filteredPage(
      `ListInstanceProfiles:${accountId}:${prefix}`,
      input,
      (after, take) =>
        db.instanceProfile.findMany({
          where: { accountId, path: { startsWith: prefix }, nameKey: { gt: after } },
          orderBy: { nameKey: 'asc' },
          take,
          include: { role: true },
        }),
      (row) => row.path.startsWith(prefix),
      (row) => row.nameKey,
    );
    return { InstanceProfiles: await toInstanceProfiles(db, partition, items), ...page };
  },
});

export const ListInstanceProfilesForRole = defineOperation({
  service: 'iam',
  name: 'ListInstanceProfilesForRole',
  access: 'List',
  input: ListInstanceProfilesForRoleInput,
  target: ({ RoleName }, scope) => findRole(scope, RoleName),
  checks: ({ RoleName }, scope, role) => entityCheck('iam:ListInstanceProfilesForRole', scope, 'Role', role, RoleName),
  run: async (input, { db, partition }, role) => {
    const { id } = requireRole(role, input.RoleName);
    const profiles = await db.instanceProfile.findMany({ where: { roleId: id }, include: { role: true } });
    const { items, ...page } = iamPageOf(`ListInstanceProfilesForRole:${id}`, profiles, input, (row) => row.nameKey);
    return { InstanceProfiles: await toInstanceProfiles(db, partition, items), ...page };
  },
});

/** Adds a role to an instance profile. As in AWS, this passes the role to EC2, so the caller also needs iam:PassRole. */
export const AddRoleToInstanceProfile = defineOperation({
  service: 'iam',
  name: 'AddRoleToInstanceProfile',
  access: 'Write',
  input: AddRoleToInstanceProfileInput,
  target: async ({ InstanceProfileName, RoleName }, scope) => ({
    profile: await findInstanceProfile(scope, InstanceProfileName),
    role: await findRole(scope, RoleName),
  }),
  checks: async ({ InstanceProfileName, RoleName }, scope, { profile, role }) => [
    ...(await profileCheck('iam:AddRoleToInstanceProfile', scope, profile, InstanceProfileName)),
    ...(await entityCheck('iam:PassRole', scope, 'Role', role, RoleName, { 'iam:PassedToService': 'ec2.amazonaws.com' })),
  ],
  run: async ({ InstanceProfileName, RoleName }, { db }, { profile, role }) => {
    const { id, roleId } = requireInstanceProfile(profile, InstanceProfileName);
    const found = requireModifiableRole(role, RoleName);
    if (roleId !== null) throw limitExceeded('Cannot exceed quota for InstanceSessionsPerInstanceProfile: 1');
    await db.instanceProfile.update({ where: { id }, data: { roleId: found.id } });
    return {};
  },
});

export const RemoveRoleFromInstanceProfile = defineOperation({
  service: 'iam',
  name: 'RemoveRoleFromInstanceProfile',
  access: 'Write',
  input: RemoveRoleFromInstanceProfileInput,
  target: ({ InstanceProfileName }, scope) => findInstanceProfile(scope, InstanceProfileName),
  checks: ({ InstanceProfileName }, scope, profile) =>
    profileCheck('iam:RemoveRoleFromInstanceProfile', scope, profile, InstanceProfileName),
  run: async ({ InstanceProfileName, RoleName }, scope, profile) => {
    const { id, roleId } = requireInstanceProfile(profile, InstanceProfileName);
    const role = requireModifiableRole(await findRole(scope, RoleName), RoleName);
    if (role.id !== roleId) throw noSuchEntity(`Role ${RoleName} not in instance profile ${InstanceProfileName}`);
    await scope.db.instanceProfile.update({ where: { id }, data: { roleId: null } });
    return {};
  },
});

export const DeleteInstanceProfile = defineOperation({
  service: 'iam',
  name: 'DeleteInstanceProfile',
  access: 'Write',
  input: DeleteInstanceProfileInput,
  target: ({ InstanceProfileName }, scope) => findInstanceProfile(scope, InstanceProfileName),
  checks: ({ InstanceProfileName }, scope, profile) =>
    profileCheck('iam:DeleteInstanceProfile', scope, profile, InstanceProfileName),
  run: async ({ InstanceProfileName }, { db }, profile) => {
    const { id, roleId } = requireInstanceProfile(profile, InstanceProfileName);
    if (roleId !== null) throw deleteConflict('Cannot delete entity, must remove roles from instance profile first.');
    await deleteTagsOf(db, [id]);
    await db.instanceProfile.delete({ where: { id } });
    return {};
  },
});

export const { TagInstanceProfile, UntagInstanceProfile, ListInstanceProfileTags } = tagOperations(InstanceProfile);
