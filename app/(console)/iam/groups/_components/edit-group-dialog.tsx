'use client';

import { paths } from '@/lib/console/paths';
import { UpdateGroupInput } from '@/lib/iam/group/schema';
import { RenameDialog } from '../../_components/rename-dialog';
import { updateGroup } from '../actions';

type EditGroupDialogProps = { name: string; path: string; onClose: () => void };

export function EditGroupDialog({ name, path, onClose }: EditGroupDialogProps) {
  return (
    <RenameDialog
      title={`Edit user group ${name}`}
      description="Its users and policies stay. Its ARN changes, and policies that name the old one as a resource no longer match."
      nameLabel="User group name"
      name={name}
      path={path}
      nameSchema={UpdateGroupInput.shape.GroupName}
      pathSchema={UpdateGroupInput.shape.NewPath}
      members={{ NewGroupName: 'name', NewPath: 'path' }}
      action={updateGroup}
      toInput={(next) => ({ GroupName: name, NewGroupName: next.name, NewPath: next.path })}
      saved={({ NewGroupName: now = name }) => `User group ${now} was saved.`}
      goTo={({ NewGroupName: now = name }) => paths.group(now)}
      onClose={onClose}
    />
  );
}
