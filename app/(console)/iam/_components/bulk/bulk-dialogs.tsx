'use client';

import { useState } from 'react';
import { EachDialog } from '@/app/(console)/_client/each-dialog';
import { TagEditor } from '@/components/console/form/tag-editor';
import { checkTags, type Tag } from '@/components/console/form/tag-rules';
import { ENTITY_NOUN, type Entity, type EntityKind } from '@/lib/console/entity';
import { attachPoliciesToEach, tagEach } from '../../actions';
import { PoliciesPicker } from '../../policies-picker';
import { NameList } from './name-list';

export type BulkDialogProps = {
  kind: EntityKind;
  names: readonly string[];
  onClose: () => void;
  /** Called after some or all changes are made, with the names that are left. */
  onDone: (left: readonly string[]) => void;
};

const NOUNS = { users: ['user', 'users'], groups: ['user group', 'user groups'], roles: ['role', 'roles'] } as const;

/** Returns a number with its noun: "3 users". */
export function countText(kind: EntityKind, count: number): string {
  return `${count.toLocaleString('en')} ${NOUNS[kind][count === 1 ? 0 : 1]}`;
}

/** Returns the props that all bulk dialogs share. */
export function commonOf({ kind, names, onClose, onDone }: BulkDialogProps) {
  const items = names.map((name): Entity => ({ kind, name }));
  return {
    items,
    noun: NOUNS[kind][1],
    nameOf: ({ name }: Entity) => `${ENTITY_NOUN[kind]} ${name}`,
    onClose,
    onDone: (left: readonly Entity[]) => onDone(left.map(({ name }) => name)),
  } as const;
}

/** Renders the selected names. */
export function Selected({ kind, names }: BulkDialogProps) {
  return <NameList label={`Selected ${NOUNS[kind][1]}`} names={names} />;
}

/** Renders a dialog that attaches managed policies to the selected users, groups or roles. Mount it only while it is open. */
export function AttachPoliciesDialog(props: BulkDialogProps) {
  const [arns, setArns] = useState<readonly string[]>([]);
  const what = arns.length === 1 ? '1 policy was' : `${arns.length} policies were`;
  return (
    <EachDialog
      {...commonOf(props)}
      size="lg"
      title={`Attach policies to ${countText(props.kind, props.names.length)}`}
      submitLabel="Attach policies"
      disabledReason={arns.length === 0 ? 'Choose at least one policy' : undefined}
      action={attachPoliciesToEach}
      callOf={(entity) => ({ entities: [entity], arns })}
      done={(count) => `${what} attached to ${countText(props.kind, count)}.`}
    >
      <Selected {...props} />
      <PoliciesPicker selected={arns} onSelect={setArns} />
    </EachDialog>
  );
}

/** Renders a dialog that adds tags to the selected users or roles and keeps their others. Mount it only while it is open. */
export function AddTagsDialog(props: BulkDialogProps & { kind: 'users' | 'roles' }) {
  const [tags, setTags] = useState<readonly Tag[]>([{ Key: '', Value: '' }]);
  const [problem] = checkTags(tags);
  return (
    <EachDialog
      {...commonOf(props)}
      size="lg"
      title={`Tag ${countText(props.kind, props.names.length)}`}
      submitLabel="Add tags"
      disabledReason={tags.length === 0 ? 'Add a tag' : problem ? `Tag ${problem.index + 1}: ${problem.message}` : undefined}
      action={tagEach}
      callOf={({ name }) => ({ on: { kind: props.kind, id: name }, remove: [], put: tags })}
      done={(count) => `${countText(props.kind, count)} ${count === 1 ? 'was' : 'were'} tagged.`}
    >
      <Selected {...props} />
      <p className="text-ink-2">The value of an existing tag with the same key is replaced. Other tags don’t change.</p>
      <TagEditor tags={tags} onTagsChange={setTags} />
    </EachDialog>
  );
}
