'use client';

import { useId, useState } from 'react';
import { ConfirmDialog } from '@/app/(console)/_client/confirm-dialog';
import { useOperation } from '@/app/(console)/_client/use-operation';
import type { OrganizationNode, OrganizationNodes, UnitNode } from '@/app/(console)/organizations/_components/organization-nodes';
import { isAtOrBelow } from '@/app/(console)/organizations/_components/organization-nodes';
import { TagEditor } from '@/components/console/form/tag-editor';
import { checkTags, type Tag } from '@/components/console/form/tag-rules';
import { ErrorBox } from '@/components/console/page/error-box';
import { Button } from '@/components/ui/button';
import { Dialog } from '@/components/ui/dialog';
import { ExpandableSection } from '@/components/ui/expandable-section';
import { Field } from '@/components/ui/field';
import { Input } from '@/components/ui/input';
import { paths } from '@/lib/console/paths';
import type { ConsoleFailure } from '@/lib/console/result';
import { createUnit, deleteUnit, renameUnit } from '../actions';

const MAX_NAME = 128;

function nameError(failure: ConsoleFailure | undefined): string | undefined {
  return failure?.code === 'DuplicateOrganizationalUnitException' ? 'A unit with this name is here already.' : undefined;
}

export function CreateUnitDialog({ parent, onClose }: { parent: OrganizationNode; onClose: () => void }) {
  const formId = useId();
  const [name, setName] = useState('');
  const [tags, setTags] = useState<Tag[]>([]);
  const [tried, setTried] = useState(false);
  const operation = useOperation(createUnit, {
    success: (_, { OrganizationalUnit }) => ({
      text: `The organizational unit ${OrganizationalUnit?.Name ?? name} was created.`,
      link: { href: paths.unit(OrganizationalUnit?.Id ?? ''), label: 'View the unit' },
    }),
    handlesError: () => true,
    onSuccess: onClose,
  });
  const submit = () => {
    setTried(true);
    if (name.trim() === '' || checkTags(tags, { caseSensitive: true }).length > 0) return;
    void operation.run({ ParentId: parent.id, Name: name.trim(), Tags: tags.length > 0 ? tags : undefined });
  };
  const duplicate = nameError(operation.error);
  return (
    <Dialog
      open
      dismissible={!operation.running}
      onOpenChange={(open) => {
        if (!open) onClose();
      }}
      title={`Create an organizational unit in ${parent.name}`}
      footer={
        <>
          <Button onClick={onClose} disabled={operation.running}>
            Cancel
          </Button>
          <Button type="submit" form={formId} variant="primary" loading={operation.running}>
            Create organizational unit
          </Button>
        </>
      }
    >
      <form
        id={formId}
        noValidate
        className="space-y-4"
        onSubmit={(event) => {
          event.preventDefault();
          submit();
        }}
      >
        <Field
          label="Name"
          hint={`Unique in ${parent.name}, at most ${MAX_NAME} characters.`}
          error={duplicate ?? (tried && name.trim() === '' ? 'Give the unit a name.' : undefined)}
        >
          <Input value={name} maxLength={MAX_NAME} autoComplete="off" onChange={(event) => setName(event.target.value)} />
        </Field>
        <ExpandableSection title="Tags" description="Optional">
          <TagEditor caseSensitive tags={tags} onTagsChange={setTags} showIssues={tried} />
        </ExpandableSection>
        {operation.error && !duplicate ? <ErrorBox error={operation.error} live /> : null}
      </form>
    </Dialog>
  );
}

export function RenameUnitDialog({ unit, onClose }: { unit: UnitNode; onClose: () => void }) {
  const formId = useId();
  const [name, setName] = useState(unit.name);
  const operation = useOperation(renameUnit, {
    success: () => ({ text: `The organizational unit ${unit.name} is now ${name.trim()}.` }),
    handlesError: () => true,
    onSuccess: onClose,
  });
  const unchanged = name.trim() === '' || name.trim() === unit.name;
  const duplicate = nameError(operation.error);
  return (
    <Dialog
      open
      size="sm"
      dismissible={!operation.running}
      onOpenChange={(open) => {
        if (!open) onClose();
      }}
      title={`Rename ${unit.name}`}
      footer={
        <>
          <Button onClick={onClose} disabled={operation.running}>
            Cancel
          </Button>
          <Button type="submit" form={formId} variant="primary" loading={operation.running} disabled={unchanged}>
            Rename
          </Button>
        </>
      }
    >
      <form
        id={formId}
        noValidate
        className="space-y-4"
        onSubmit={(event) => {
          event.preventDefault();
          if (!unchanged) void operation.run({ OrganizationalUnitId: unit.id, Name: name.trim() });
        }}
      >
        <Field label="Name" error={duplicate} hint="Policies, accounts and the ID stay.">
          <Input value={name} maxLength={MAX_NAME} autoComplete="off" onChange={(event) => setName(event.target.value)} />
        </Field>
        {operation.error && !duplicate ? <ErrorBox error={operation.error} live /> : null}
      </form>
    </Dialog>
  );
}

type DeleteUnitDialogProps = { unit: UnitNode; nodes: OrganizationNodes; onClose: () => void; goTo?: string };

export function DeleteUnitDialog({ unit, nodes, onClose, goTo }: DeleteUnitDialogProps) {
  const inside = [...nodes.byId.keys()].filter((id) => id !== unit.id && isAtOrBelow(nodes, id, unit.id)).length;
  if (inside > 0) {
    return (
      <Dialog
        open
        size="sm"
        onOpenChange={onClose}
        title={`${unit.name} is not empty`}
        footer={<Button onClick={onClose}>Close</Button>}
      >
        <p>
          {inside === 1 ? 'One account or unit is' : `${inside} accounts and units are`} in it. Move the accounts out and delete
          the units first.
        </p>
      </Dialog>
    );
  }
  return (
    <ConfirmDialog
      title={`Delete ${unit.name}?`}
      typeToConfirm={unit.name}
      action={deleteUnit}
      input={{ OrganizationalUnitId: unit.id }}
      success={`The organizational unit ${unit.name} was deleted.`}
      goTo={goTo}
      onClose={onClose}
    >
      <p>Its tags and attachments go with it. The policies themselves stay.</p>
    </ConfirmDialog>
  );
}
