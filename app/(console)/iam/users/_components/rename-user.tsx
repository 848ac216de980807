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
    'Its ID, credentials, groups and policies stay, and policies that name it as a principal follow. Its ARN changes: policies that name the old one as a resource no longer match.',
  nameSchema: CreateUserInput.shape.UserName,
  pathSchema: UpdateUserInput.shape.NewPath,
  members: { NewUserName: 'name', NewPath: 'path' },
  action: updateUser,
  toInput: (UserName, { name, path }) => ({ UserName, NewUserName: name, NewPath: path }),
  nameAfter: ({ UserName, NewUserName = UserName }) => NewUserName,
  hrefOf: paths.user,
});
