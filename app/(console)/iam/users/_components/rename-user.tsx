'use client';

import { paths } from '@/lib/console/paths';
import { CreateUserInput, UpdateUserInput } from '@/lib/iam/user/schema';
import { renameDialog } from '../../_components/rename-dialog';
import { updateUser } from '../actions';

/** Renames or moves a user. */
export const RenameUser = renameDialog({
  noun: 'user',
  nameLabel: 'User name',
  description:
    'Its ID, credentials, groups and policies don’t change, and policies that name it as a principal still match. Its ARN changes, so policies that name the old ARN as a resource no longer match.',
  nameSchema: CreateUserInput.shape.UserName,
  pathSchema: UpdateUserInput.shape.NewPath,
  members: { NewUserName: 'name', NewPath: 'path' },
  action: updateUser,
  toInput: (UserName, { name, path }) => ({ UserName, NewUserName: name, NewPath: path }),
  nameAfter: ({ UserName, NewUserName = UserName }) => NewUserName,
  hrefOf: paths.user,
});
