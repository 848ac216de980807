'use client';

import dynamic from 'next/dynamic';
import { useState } from 'react';
import { RadioGroup } from '@/components/ui/field/radio-group';
import { Panel } from '@/components/ui/panel';
import { UsersPicker } from '../../_components/users-picker';
import { GroupsPicker } from '../../groups/groups-picker';
import { PoliciesPicker } from '../../policies-picker';
import type { PermissionsState } from './user-form';

/** The dialog, loaded when it is opened, as few wizards need it. */
const CreateGroupDialog = dynamic(() => import('../../groups/create-group-dialog').then((module) => module.CreateGroupDialog));

type PermissionsStepProps = {
  value: PermissionsState;
  onChange: (value: PermissionsState) => void;
  /** The name of an existing user. */
  user?: string;
  groups?: readonly string[];
  policies?: readonly string[];
};

/** Renders the choice of a user's permissions: groups, a copy of another user's permissions, or policies. */
export function PermissionsStep({ value, onChange, user, groups, policies }: PermissionsStepProps) {
  const [creating, setCreating] = useState(false);
  return (
    <>
      <Panel title="Permissions options">
        <RadioGroup
          label="Permissions options"
          hideLabel
          tiles
          columns={3}
          value={value.from}
          onValueChange={(from) => onChange({ ...value, from })}
          options={[
            {
              value: 'groups',
              label: 'Add user to group',
              description: 'Recommended. Users with the same job get the same permissions, managed in one place.',
            },
            {
              value: 'user',
              label: 'Copy permissions',
              description: 'Copies the group memberships, attached and inline policies, and boundary of another user.',
            },
            {
              value: 'policies',
              label: 'Attach policies directly',
              description: 'Permissions for this user only. Harder to manage than groups.',
            },
          ]}
        />
      </Panel>
      {value.from === 'groups' ? (
        <GroupsPicker
          selected={value.groups}
          exclude={groups}
          onSelect={(names) => onChange({ ...value, groups: names })}
          onCreate={() => setCreating(true)}
        />
      ) : value.from === 'user' ? (
        <UsersPicker
          single
          selected={value.user === null ? [] : [value.user]}
          exclude={user === undefined ? undefined : [user]}
          onSelect={([chosen]) => onChange({ ...value, user: chosen ?? null })}
        />
      ) : (
        <PoliciesPicker selected={value.arns} exclude={policies} onSelect={(arns) => onChange({ ...value, arns })} />
      )}
      {creating ? (
        <CreateGroupDialog
          onClose={() => setCreating(false)}
          onCreated={(name) => {
            setCreating(false);
            onChange({ ...value, groups: [...value.groups, name] });
          }}
        />
      ) : null}
    </>
  );
}
