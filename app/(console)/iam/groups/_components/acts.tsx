'use client';

import dynamic from 'next/dynamic';
import { type Act, opened } from '@/components/console/kit/act';
import type { Named } from '../../_components/rename-dialog';

const DeleteGroupsDialog = dynamic(() => import('./delete-groups-dialog').then((module) => module.DeleteGroupsDialog));

export const editGroup: Act<Named> = {
  label: 'Edit',
  takes: 'iam:UpdateGroup',
  opens: opened(() => import('./rename-group').then((module) => module.RenameGroup)),
};

/** Deletes the groups of these names. */
export const deleteGroups: Act<readonly string[]> = {
  label: 'Delete',
  look: 'danger',
  apart: true,
  takes: 'iam:DeleteGroup',
  opens: ({ subject, onDone, ...rest }) => (
    <DeleteGroupsDialog {...rest} entities={subject.map((name) => ({ name }))} onDeleted={onDone} />
  ),
};
