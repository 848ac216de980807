'use client';

import { type Act, confirmation, opened } from '@/components/console/kit/act';
import { paths } from '@/lib/console/paths';
import type { EditedPermissionSet, PermissionSetAt } from '../../_components/subjects';
import { deletePermissionSet } from '../actions';

/** Opens the preview, which provisions. */
export const provisionAct: Act<PermissionSetAt> = {
  label: 'Provision',
  takes: 'sso:ProvisionPermissionSet',
  href: ({ PermissionSetArn }) => paths.previewPermissionSet(PermissionSetArn.slice(PermissionSetArn.lastIndexOf('/') + 1)),
};

export const editAct: Act<EditedPermissionSet> = {
  label: 'Edit',
  takes: 'sso:UpdatePermissionSet',
  opens: opened(() => import('./edit-permission-set').then((module) => module.EditPermissionSet)),
};

export const deleteAct: Act<PermissionSetAt> = {
  label: 'Delete',
  look: 'danger',
  apart: true,
  takes: 'sso:DeletePermissionSet',
  opens: confirmation(({ InstanceArn, PermissionSetArn, Name }: PermissionSetAt) => ({
    title: `Delete the permission set ${Name}?`,
    typeToConfirm: Name,
    confirmLabel: 'Delete permission set',
    action: deletePermissionSet,
    input: { InstanceArn, PermissionSetArn },
    success: `The permission set ${Name} was deleted.`,
    text: <p>You can only delete a permission set that is assigned in no account. Remove its assignments first.</p>,
  })),
};
