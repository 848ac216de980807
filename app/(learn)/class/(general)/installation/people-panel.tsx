'use client';

import { Ellipsis } from 'lucide-react';
import { useState } from 'react';
import { CopyText } from '@/components/console/page/copy-text';
import { Alert } from '@/components/ui/alert';
import { Badge } from '@/components/ui/badge';
import { Button, IconButton } from '@/components/ui/button';
import { Field } from '@/components/ui/field/field';
import { Input } from '@/components/ui/field/input';
import { SegmentedControl } from '@/components/ui/field/segmented-control';
import { Menu } from '@/components/ui/menu';
import { Panel } from '@/components/ui/panel';
import { Table, TableBody, TableCell, TableHead, TableHeader, TableRow } from '@/components/ui/table';
import { NAME_MOST } from '@/lib/classroom/person/limits';
import { paths } from '@/lib/console/paths';
import { ClassDialog } from '../../../_client/class-dialog';
import { useClassAction } from '../../../_client/use-class-action';
import { invitePerson, removePerson, renewInvitation } from '../../actions';

type Person = {
  id: string;
  name: string;
  role: 'operator' | 'instructor';
  hasPassword: boolean;
  hasMfa: boolean;
  isInvited: boolean;
  classes: number;
};

const ROLES = [
  { value: 'instructor', label: 'Instructor' },
  { value: 'operator', label: 'Operator' },
] as const;

type Link = { name: string; token: string };

export function PeoplePanel({ people, ownId, origin }: { people: readonly Person[]; ownId: string; origin: string }) {
  const [inviting, setInviting] = useState(false);
  const [link, setLink] = useState<Link>();
  const [removing, setRemoving] = useState<Person | null>(null);
  const renew = useClassAction(renewInvitation, { onSuccess: setLink });
  return (
    <Panel
      flush
      title="People"
      count={people.length}
      description="Instructors teach classes. Operators also manage the installation."
      actions={
        <Button variant="primary" onClick={() => setInviting(true)}>
          Invite person
        </Button>
      }
    >
      {link ? (
        <Alert kind="success" live className="m-4" title={`The link for ${link.name}`} onDismiss={() => setLink(undefined)}>
          <p>Send it to {link.name}. It sets the password once, within a week. The link is shown only now.</p>
          <CopyText text={origin + paths.classSetUp({ token: link.token })} what="link" mono />
        </Alert>
      ) : null}
      <Table label="People">
        <TableHead>
          <TableRow>
            <TableHeader>Name</TableHeader>
            <TableHeader>Role</TableHeader>
            <TableHeader>Sign-in</TableHeader>
            <TableHeader align="end">Classes</TableHeader>
            <TableHeader>
              <span className="sr-only">Actions</span>
            </TableHeader>
          </TableRow>
        </TableHead>
        <TableBody>
          {people.map((person) => (
            <TableRow key={person.id}>
              <TableCell className="font-medium">
                {person.name}
                {person.id === ownId ? <span className="font-normal text-ink-3"> (you)</span> : null}
              </TableCell>
              <TableCell>{person.role === 'operator' ? 'Operator' : 'Instructor'}</TableCell>
              <TableCell>
                <span className="inline-flex flex-wrap gap-1">
                  {person.hasPassword ? <Badge tone="allow">Password</Badge> : <Badge tone="neutral">Not set</Badge>}
                  {person.hasMfa ? <Badge tone="allow">Authenticator app</Badge> : null}
                  {person.isInvited ? <Badge tone="limit">Link created</Badge> : null}
                </span>
              </TableCell>
              <TableCell align="end">{person.classes}</TableCell>
              <TableCell align="end">
                <Menu
                  trigger={
                    <IconButton label={`Actions for ${person.name}`} tooltip={false} size="sm">
                      <Ellipsis aria-hidden size={16} />
                    </IconButton>
                  }
                  entries={[
                    { label: 'Create new link', onSelect: () => void renew.run({ personId: person.id }) },
                    {
                      label: 'Remove',
                      danger: true,
                      disabledReason: person.id === ownId ? 'Only another operator can remove you' : undefined,
                      onSelect: () => setRemoving(person),
                    },
                  ]}
                />
              </TableCell>
            </TableRow>
          ))}
        </TableBody>
      </Table>
      {inviting ? <InviteDialog onInvited={setLink} onClose={() => setInviting(false)} /> : null}
      {removing ? <RemoveDialog person={removing} onClose={() => setRemoving(null)} /> : null}
    </Panel>
  );
}

function InviteDialog({ onInvited, onClose }: { onInvited: (link: Link) => void; onClose: () => void }) {
  const [name, setName] = useState('');
  const [role, setRole] = useState<Person['role']>('instructor');
  const { run, running, error } = useClassAction(invitePerson, {
    showsError: true,
    onSuccess: (invited) => {
      onInvited(invited);
      onClose();
    },
  });
  return (
    <ClassDialog
      size="sm"
      title="Invite person"
      submitLabel="Create link"
      running={running}
      onSubmit={() => void run({ name, role })}
      onClose={onClose}
    >
      <Field label="Name" error={error?.message} hint="The person can change it when they open the link.">
        <Input value={name} onChange={(event) => setName(event.currentTarget.value)} maxLength={NAME_MOST} />
      </Field>
      <SegmentedControl label="Role" value={role} onValueChange={setRole} segments={ROLES} />
    </ClassDialog>
  );
}

function RemoveDialog({ person, onClose }: { person: Person; onClose: () => void }) {
  const { run, running, error } = useClassAction(removePerson, {
    showsError: true,
    success: () => `${person.name} was removed.`,
    onSuccess: onClose,
  });
  return (
    <ClassDialog
      size="sm"
      title={`Remove ${person.name}?`}
      submitLabel="Remove person"
      danger
      running={running}
      error={error}
      onSubmit={() => void run({ personId: person.id })}
      onClose={onClose}
    >
      <p>All sessions of {person.name} end at once. Classes that others also teach stay with the other instructors.</p>
    </ClassDialog>
  );
}
