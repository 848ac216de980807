'use client';

import { paths } from '@/lib/console/paths';
import { CreateUserInput, UpdateUserInput } from '@/lib/iam/user/schema';
import { RenameDialog } from '../../_components/rename-dialog';
import { updateUser } from '../actions';

type EditUserDialogProps = { name: string; path: string; onClose: () => void };

export function EditUserDialog({ name, path, onClose }: EditUserDialogProps) {
  return (
    <RenameDialog
      title={`Edit user ${name}`}
      description="Its ID, credentials, groups and policies stay, and policies that name it as a principal follow. Its ARN changes: policies that name the old one as a resource no longer match."
      nameLabel="User name"
      name={name}
      path={path}
      nameSchema={CreateUserInput.shape.UserName}
      pathSchema={UpdateUserInput.shape.NewPath}
      members={{ NewUserName: 'name', NewPath: 'path' }}
      action={updateUser}
      toInput={(next) => ({ UserName: name, NewUserName: next.name, NewPath: next.path })}
      saved={({ NewUserName: now = name }) => `User ${now} was saved.`}
      goTo={({ NewUserName: now = name }) => paths.user(now)}
      onClose={onClose}
    />
  );
}
