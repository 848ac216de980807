'use client';

import { paths } from '@/lib/console/paths';
import { UpdateGroupInput } from '@/lib/iam/group/schema';
import { renameDialog } from '../../_components/rename-dialog';
import { updateGroup } from '../actions';

/** Renames or moves a user group. */
export const RenameGroup = renameDialog({
  noun: 'user group',
  nameLabel: 'User group name',
  description:
    'Its users and policies don’t change. Its ARN changes, so policies that name the old ARN as a resource no longer match.',
  nameSchema: UpdateGroupInput.shape.GroupName,
  pathSchema: UpdateGroupInput.shape.NewPath,
  members: { NewGroupName: 'name', NewPath: 'path' },
  action: updateGroup,
  toInput: (GroupName, { name, path }) => ({ GroupName, NewGroupName: name, NewPath: path }),
  nameAfter: ({ GroupName, NewGroupName = GroupName }) => NewGroupName,
  hrefOf: paths.group,
});
