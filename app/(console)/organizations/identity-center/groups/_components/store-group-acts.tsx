'use client';

import { type Act, confirmation, opened } from '@/components/console/kit/act';
import { formDialog } from '@/components/console/kit/form-dialog';
import { paths } from '@/lib/console/paths';
import type { StoreGroupAt } from '../../_components/subjects';
import { createStoreGroup, deleteStoreGroup } from '../../store-actions';

export const createGroupAct: Act<{ IdentityStoreId: string }> = {
  label: 'Create group',
  look: 'primary',
  takes: 'identitystore:CreateGroup',
  opens: formDialog({
    title: 'Create group',
    action: createStoreGroup,
    submitLabel: 'Create group',
    start: () => ({ name: '', description: '' }),
    members: { DisplayName: 'name', Description: 'description' },
    toInput: (
      { name, description }: { name: string; description: string },
      { IdentityStoreId }: { IdentityStoreId: string },
    ) => ({
      IdentityStoreId,
      DisplayName: name,
      ...(description !== '' && { Description: description }),
    }),
    done: ({ DisplayName }) => ({ text: `The group ${DisplayName} was created.` }),
    goTo: (_, { GroupId }) => paths.storeGroup(GroupId),
    fields: [
      { as: 'text', name: 'name', label: 'Group name', hint: 'Use a job function, such as Developers or Auditors.' },
      { as: 'text', name: 'description', label: 'Description', optional: true },
    ],
  }),
};

export const deleteGroupAct: Act<StoreGroupAt> = {
  label: 'Delete',
  look: 'danger',
  apart: true,
  takes: 'identitystore:DeleteGroup',
  opens: confirmation(({ IdentityStoreId, GroupId, DisplayName }: StoreGroupAt) => ({
    title: `Delete the group ${DisplayName}?`,
    typeToConfirm: DisplayName,
    confirmLabel: 'Delete group',
    action: deleteStoreGroup,
    input: { IdentityStoreId, GroupId },
    success: `The group ${DisplayName} was deleted.`,
    text: (
      <p>
        Its users lose the access that the group gives. Assignments of the group stay and name nobody: remove them under Account
        access.
      </p>
    ),
  })),
};

export const addUsersAct: Act<StoreGroupAt> = {
  label: 'Add users',
  look: 'primary',
  takes: 'identitystore:CreateGroupMembership',
  opens: opened(() => import('./add-store-members').then((module) => module.AddStoreMembers)),
};
