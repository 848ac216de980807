'use client';

import { type Act, confirmation, opened } from '@/components/console/kit/act';
import type { EditedPermissionSet, PermissionSetAt } from '../../_components/subjects';
import { deletePermissionSet, provisionPermissionSet } from '../actions';

export const provisionAct: Act<PermissionSetAt> = {
  label: 'Provision',
  takes: 'sso:ProvisionPermissionSet',
  opens: confirmation(({ InstanceArn, PermissionSetArn, Name }: PermissionSetAt) => ({
    title: `Provision ${Name} in all its accounts?`,
    confirmLabel: 'Provision',
    harmless: true,
    action: provisionPermissionSet,
    input: { InstanceArn, PermissionSetArn, TargetType: 'ALL_PROVISIONED_ACCOUNTS' as const },
    success: `${Name} is being provisioned in its accounts.`,
    text: (
      <p>
        Each account that has this permission set gets its current policies. An account that lacks a customer managed policy keeps
        its role as it was.
      </p>
    ),
  })),
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
