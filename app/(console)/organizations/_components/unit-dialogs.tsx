'use client';

import type { ParentNode, UnitNode } from '@/app/(console)/organizations/_components/organization-nodes';
import { FormDialog } from '@/components/console/form/form-dialog';
import { NO_TAGS } from '@/components/console/form/tag-rules';
import { TagsField } from '@/components/console/form/tags-field';
import { TextField } from '@/components/console/form/text-field';
import { ConfirmDialog } from '@/components/console/kit/confirm-dialog';
import { useOperationForm } from '@/components/console/kit/use-operation-form';
import { useRead } from '@/components/console/kit/use-read';
import { Button } from '@/components/ui/button';
import { Dialog } from '@/components/ui/dialog';
import { ExpandableSection } from '@/components/ui/expandable-section';
import { paths } from '@/lib/console/paths';
import { createUnit, deleteUnit, renameUnit } from '../actions';
import { nodeQuery } from '../queries';

const MAX_NAME = 128;

/** The field for an OU's name, with the error for a name that is taken. */
const NAME = {
  fields: { Name: 'name' },
  words: { DuplicateOrganizationalUnitException: 'An OU with this name already exists here.' },
} as const;

export function CreateUnitDialog({ parent, onClose }: { parent: ParentNode; onClose: () => void }) {
  const { form, submission } = useOperationForm(createUnit, {
    defaultValues: { name: '', tags: NO_TAGS },
    ...NAME,
    toInput: ({ name, tags }) => ({ ParentId: parent.Id, Name: name.trim(), Tags: tags.length > 0 ? tags : undefined }),
    success: (_, { OrganizationalUnit }) => ({
      text: `The organizational unit ${OrganizationalUnit.Name} was created.`,
      link: { href: paths.unit(OrganizationalUnit.Id), label: 'View the unit' },
    }),
    onSuccess: onClose,
  });
  return (
    <FormDialog
      title={`Create an organizational unit in ${parent.Name}`}
      submitLabel="Create organizational unit"
      {...submission}
      onClose={onClose}
    >
      <TextField
        form={form}
        name="name"
        label="Name"
        hint={`Unique in ${parent.Name}, at most ${MAX_NAME} characters.`}
        problem={nameProblem}
        maxLength={MAX_NAME}
      />
      <ExpandableSection title="Tags" description="Optional">
        <TagsField form={form} name="tags" caseSensitive />
      </ExpandableSection>
    </FormDialog>
  );
}

export function RenameUnitDialog({ unit, onClose }: { unit: UnitNode; onClose: () => void }) {
  const { form, submission } = useOperationForm(renameUnit, {
    defaultValues: { name: unit.Name },
    ...NAME,
    toInput: ({ name }) => ({ OrganizationalUnitId: unit.Id, Name: name.trim() }),
    onUnchanged: onClose,
    success: ({ Name }) => ({ text: `The organizational unit ${unit.Name} is now ${Name}.` }),
    onSuccess: onClose,
  });
  return (
    <FormDialog title={`Rename ${unit.Name}`} submitLabel="Rename" size="sm" {...submission} onClose={onClose}>
      <TextField
        form={form}
        name="name"
        label="Name"
        hint="Policies, accounts and the ID don’t change."
        problem={nameProblem}
        maxLength={MAX_NAME}
      />
    </FormDialog>
  );
}

function nameProblem(name: string): string | undefined {
  return name.trim() === '' ? 'Enter a name.' : undefined;
}

type DeleteUnitDialogProps = { unit: UnitNode; onClose: () => void; goTo?: string };

export function DeleteUnitDialog({ unit, onClose, goTo }: DeleteUnitDialogProps) {
  const { data } = useRead(nodeQuery(unit.Id));
  const inside = data ? data.AccountsBelow + data.UnitsBelow : unit.AccountCount + unit.UnitCount;
  if (inside > 0) {
    return (
      <Dialog
        open
        size="sm"
        onOpenChange={onClose}
        title={`${unit.Name} is not empty`}
        footer={<Button onClick={onClose}>Close</Button>}
      >
        <p>
          {inside === 1 ? 'One account or OU is' : `${inside.toLocaleString('en')} accounts and OUs are`} in it. Move the accounts
          and delete the OUs first.
        </p>
      </Dialog>
    );
  }
  return (
    <ConfirmDialog
      title={`Delete ${unit.Name}?`}
      typeToConfirm={unit.Name}
      action={deleteUnit}
      input={{ OrganizationalUnitId: unit.Id }}
      success={`The organizational unit ${unit.Name} was deleted.`}
      goTo={goTo}
      onClose={onClose}
    >
      <p>Its tags are deleted and its policies are detached. The policies themselves are not deleted.</p>
    </ConfirmDialog>
  );
}
