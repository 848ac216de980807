import type { User as UserShape } from '@aws-sdk/client-iam';
import { iamArn, rootUserArn } from '../../core/arns';
import { requestTagContext } from '../../core/authorization/context';
import { noteDeleted } from '../../core/authorization/deleted-principals';
import { deleteConflict, entityAlreadyExists } from '../../core/errors';
import { newIamId } from '../../core/ids';
import { countRows } from '../../core/module/resource';
import { type Check, defineOperation, type Scope } from '../../core/operation';
import { deleteTagsOf } from '../../core/tags';
import type { Prisma } from '../../db/generated/sqlite/client';
import { entityCheck } from '../entity';
import { filteredPage } from '../paging';
import { requireBoundaryPolicy } from '../policy/rows';
import { requireRoomFor } from '../quotas';
import { iamResources } from '../resources';
import { findSubject, subjectCheck } from '../subject';
import { tagOperations } from '../tag-operations';
import { tagIamResource } from '../tags';
import { User } from './resource';
import { findUser, requireUser, toUser } from './rows';
import { CreateUserInput, DeleteUserInput, GetUserInput, ListUsersInput, UpdateUserInput } from './schema';

export const CreateUser = defineOperation({
  service: 'iam',
  name: 'CreateUser',
  access: 'Write',
  input: CreateUserInput,
  target: ({ UserName }, scope) => findUser(scope, UserName),
  checks: ({ UserName, Path, PermissionsBoundary, Tags }, scope) => {
    const resource = iamArn(scope.partition, scope.accountId, 'user', Path ?? '/', UserName);
    const context = {
      ...requestTagContext(Tags),
      ...(PermissionsBoundary ? { 'iam:PermissionsBoundary': PermissionsBoundary } : {}),
    };
    const checks: Check[] = [{ action: 'iam:CreateUser', resource, context }];
    // AWS: tagging on creation needs permission to tag.
    if (Tags && Tags.length > 0) checks.push({ action: 'iam:TagUser', resource, context });
    return checks;
  },
  run: async ({ UserName, Path, PermissionsBoundary, Tags }, scope, existing) => {
    if (existing) throw entityAlreadyExists(`User with name ${UserName} already exists.`, 'UserName');
    await requireRoomFor(scope.db, User, { accountId: scope.accountId });
    const row = await scope.db.user.create({
      data: {
        id: newIamId('AIDA'),
        accountId: scope.accountId,
        name: UserName,
        nameKey: UserName.toLowerCase(),
        path: Path ?? '/',
        createdAt: scope.now,
        permissionsBoundary: PermissionsBoundary === undefined ? null : await requireBoundaryPolicy(scope, PermissionsBoundary),
      },
    });
    if (Tags) await tagIamResource(scope.db, row, Tags);
    return { User: toUser(scope.partition, row, { tags: Tags ?? [] }) };
  },
});

/** Returns a user. As in AWS, the default is the caller, including the root user. */
export const GetUser = defineOperation({
  service: 'iam',
  name: 'GetUser',
  access: 'Read',
  input: GetUserInput,
  target: ({ UserName }, scope) => findSubject(scope, UserName),
  checks: (_input, scope, subject) => subjectCheck('iam:GetUser', scope, subject),
  run: async (_input, scope, subject) => {
    if (subject.type === 'Root') return { User: await rootAsUser(scope) };
    const found = requireUser(subject.row, subject.name);
    return { User: toUser(scope.partition, found, { tags: subject.tags }) };
  },
});

async function rootAsUser(scope: Scope) {
  const account = await scope.db.account.findUniqueOrThrow({ where: { id: scope.accountId } });
  return {
    Path: '/',
    UserName: scope.account.alias ?? scope.account.name,
    UserId: scope.accountId,
    Arn: rootUserArn(scope.partition, scope.accountId),
    CreateDate: account.createdAt,
    PasswordLastUsed: account.rootPasswordLastUsed ?? undefined,
    PermissionsBoundary: undefined,
    Tags: undefined,
  } satisfies UserShape;
}

export const ListUsers = defineOperation({
  service: 'iam',
  name: 'ListUsers',
  access: 'List',
  input: ListUsersInput,
  checks: ({ PathPrefix }, scope) => [
    { action: 'iam:ListUsers', resource: `arn:${scope.partition}:iam::${scope.accountId}:user${PathPrefix ?? '/'}` },
  ],
  run: async (input, { db, accountId, partition }) => {
    const prefix = input.PathPrefix ?? '/';
    const { items, ...page } = await filteredPage(
      `ListUsers:${accountId}:${prefix}`,
      input,
      (after, take) =>
        db.user.findMany({
          where: { accountId, path: { startsWith: prefix }, nameKey: { gt: after } },
          orderBy: { nameKey: 'asc' },
          take,
        }),
      (row) => row.path.startsWith(prefix),
      (row) => row.nameKey,
    );
    return { Users: items.map((row) => toUser(partition, row)), ...page };
  },
});

/** Renames or moves a user. As in AWS, policies that name it as principal follow, because they store its unique id. */
export const UpdateUser = defineOperation({
  service: 'iam',
  name: 'UpdateUser',
  access: 'Write',
  input: UpdateUserInput,
  target: ({ UserName }, scope) => findUser(scope, UserName),
  checks: async ({ UserName, NewPath, NewUserName }, scope, user) => {
    // AWS: the caller needs permission on both the current and the new ARN.
    const checks = await entityCheck('iam:UpdateUser', scope, 'User', user, UserName);
    if (user && (NewPath !== undefined || NewUserName !== undefined)) {
      const resource = iamArn(scope.partition, scope.accountId, 'user', NewPath ?? user.path, NewUserName ?? user.name);
      checks.push({ action: 'iam:UpdateUser', resource });
    }
    return checks;
  },
  run: async ({ UserName, NewPath, NewUserName }, scope, user) => {
    const found = requireUser(user, UserName);
    if (NewUserName !== undefined) {
      const other = await findUser(scope, NewUserName);
      if (other && other.id !== found.id)
        throw entityAlreadyExists(`User with name ${NewUserName} already exists.`, 'NewUserName');
    }
    const name = NewUserName ?? found.name;
    await scope.db.user.update({
      where: { id: found.id },
      data: { name, nameKey: name.toLowerCase(), path: NewPath ?? found.path },
    });
    return {};
  },
});

const resources: readonly { model: Prisma.ModelName; keepsUser?: string }[] = iamResources;

/** Deletes a user. As in AWS, everything attached must be removed first; AWS's console does so itself. */
export const DeleteUser = defineOperation({
  service: 'iam',
  name: 'DeleteUser',
  access: 'Write',
  input: DeleteUserInput,
  target: ({ UserName }, scope) => findUser(scope, UserName),
  checks: ({ UserName }, scope, user) => entityCheck('iam:DeleteUser', scope, 'User', user, UserName),
  run: async ({ UserName }, scope, user) => {
    const deleted = requireUser(user, UserName);
    const { id } = deleted;
    const { db } = scope;
    if (await db.loginProfile.count({ where: { userId: id } }))
      throw deleteConflict('Cannot delete entity, must delete login profile first.');
    for (const { model, keepsUser } of resources)
      if (keepsUser !== undefined && (await countRows(db, model, { userId: id }))) throw deleteConflict(keepsUser);
    if (await db.inlinePolicy.count({ where: { entityId: id } }))
      throw deleteConflict('Cannot delete entity, must delete policies first.');
    if (await db.policyAttachment.count({ where: { entityId: id } })) {
      throw deleteConflict('Cannot delete entity, must detach all policies first.');
    }
    if (await db.groupMembership.count({ where: { userId: id } }))
      throw deleteConflict('Cannot delete entity, must remove users from group first.');
    await deleteTagsOf(db, [id]);
    await db.user.delete({ where: { id } });
    await noteDeleted(scope, 'user', deleted);
    return {};
  },
});

export const { TagUser, UntagUser, ListUserTags } = tagOperations(User);
