'use client';

import { type Act, confirmation, opened } from '@/components/console/kit/act';
import type { AssignedApplication } from '../../_components/subjects';
import { deleteApplication, putAssignmentConfiguration, updateApplication } from '../actions';
import type { EditedApplication } from './edit-application';

/** An application that something is done to. */
export type ApplicationAt = { ApplicationArn: string; Name: string; enabled: boolean };

export const enableAct: Act<ApplicationAt> = {
  label: 'Enable',
  takes: 'sso:UpdateApplication',
  shown: ({ enabled }) => !enabled,
  opens: confirmation(({ ApplicationArn, Name }: ApplicationAt) => ({
    title: `Enable ${Name}?`,
    confirmLabel: 'Enable',
    harmless: true,
    action: updateApplication,
    input: { ApplicationArn, Status: 'ENABLED' as const },
    success: `The application ${Name} is enabled.`,
    text: <p>People who have the application find it in the access portal again.</p>,
  })),
};

export const disableAct: Act<ApplicationAt> = {
  label: 'Disable',
  takes: 'sso:UpdateApplication',
  shown: ({ enabled }) => enabled,
  opens: confirmation(({ ApplicationArn, Name }: ApplicationAt) => ({
    title: `Disable ${Name}?`,
    confirmLabel: 'Disable',
    action: updateApplication,
    input: { ApplicationArn, Status: 'DISABLED' as const },
    success: `The application ${Name} is disabled.`,
    text: <p>The access portal no longer shows it. Its assignments stay.</p>,
  })),
};

export const deleteAct: Act<Pick<ApplicationAt, 'ApplicationArn' | 'Name'>> = {
  label: 'Delete',
  look: 'danger',
  apart: true,
  takes: 'sso:DeleteApplication',
  opens: confirmation(({ ApplicationArn, Name }: Pick<ApplicationAt, 'ApplicationArn' | 'Name'>) => ({
    title: `Delete the application ${Name}?`,
    typeToConfirm: Name,
    confirmLabel: 'Delete application',
    action: deleteApplication,
    input: { ApplicationArn },
    success: `The application ${Name} was deleted.`,
    text: <p>Its assignments are deleted too. The application itself, outside IAM Identity Center, stays.</p>,
  })),
};

/** An application whose assignment method is changed. */
type Configured = Pick<ApplicationAt, 'ApplicationArn' | 'Name'> & { required: boolean };

export const requireAssignmentsAct: Act<Configured> = {
  label: 'Require assignments',
  takes: 'sso:PutApplicationAssignmentConfiguration',
  shown: ({ required }) => !required,
  opens: confirmation(({ ApplicationArn, Name }: Configured) => ({
    title: `Require assignments for ${Name}?`,
    confirmLabel: 'Require assignments',
    action: putAssignmentConfiguration,
    input: { ApplicationArn, AssignmentRequired: true },
    success: `Only assigned users and groups have ${Name}.`,
    text: <p>Users who are not assigned, directly or through a group, lose the application.</p>,
  })),
};

export const openToAllAct: Act<Configured> = {
  label: 'Do not require assignments',
  takes: 'sso:PutApplicationAssignmentConfiguration',
  shown: ({ required }) => required,
  opens: confirmation(({ ApplicationArn, Name }: Configured) => ({
    title: `Give ${Name} to all users?`,
    confirmLabel: 'Give to all users',
    action: putAssignmentConfiguration,
    input: { ApplicationArn, AssignmentRequired: false },
    success: `All users have ${Name}.`,
    text: <p>Every user of the identity store finds the application in the access portal. Its assignments stay.</p>,
  })),
};

export const editAct: Act<EditedApplication> = {
  label: 'Edit',
  takes: 'sso:UpdateApplication',
  opens: opened(() => import('./edit-application').then((module) => module.EditApplication)),
};

export const assignAct: Act<AssignedApplication> = {
  label: 'Assign users and groups',
  look: 'primary',
  takes: 'sso:CreateApplicationAssignment',
  opens: opened(() => import('./assign-application').then((module) => module.AssignApplication)),
};
