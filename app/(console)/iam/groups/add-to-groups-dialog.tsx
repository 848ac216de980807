'use client';

import { useState } from 'react';
import { EachDialog } from '@/app/(console)/_client/each-dialog';
import { type BulkDialogProps, commonOf, countText, Selected } from '../_components/bulk/bulk-dialogs';
import { addEachToGroups } from './actions';
import { GroupsPicker } from './groups-picker';

/** Renders a dialog that adds the selected users to groups. Mount it only while it is open. */
export function AddToGroupsDialog(props: BulkDialogProps) {
  const [groups, setGroups] = useState<readonly string[]>([]);
  const to = groups.length === 1 ? groups.join() : `${groups.length} groups`;
  return (
    <EachDialog
      {...commonOf(props)}
      size="lg"
      title={`Add ${countText(props.kind, props.names.length)} to groups`}
      submitLabel="Add to groups"
      disabledReason={groups.length === 0 ? 'Choose at least one group' : undefined}
      action={addEachToGroups}
      callOf={({ name }) => ({ users: [name], groups })}
      done={(count) => `${countText(props.kind, count)} ${count === 1 ? 'was' : 'were'} added to ${to}.`}
    >
      <Selected {...props} />
      <GroupsPicker selected={groups} onSelect={setGroups} />
    </EachDialog>
  );
}
