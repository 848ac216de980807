'use client';

import { Ellipsis } from 'lucide-react';
import { useState } from 'react';
import { EmptyState } from '@/components/console/page/empty-state';
import { Time } from '@/components/console/page/time';
import { Alert } from '@/components/ui/alert';
import { Badge } from '@/components/ui/badge';
import { Button, IconButton } from '@/components/ui/button';
import { Dialog } from '@/components/ui/dialog';
import { Menu } from '@/components/ui/menu';
import { Panel } from '@/components/ui/panel';
import { Table, TableBody, TableCell, TableHead, TableHeader, TableRow } from '@/components/ui/table';
import { LET_IN_MINUTES } from '@/lib/classroom/member/limits';
import { RosterField } from '../../../_client/roster-field';
import { useClassAction } from '../../../_client/use-class-action';
import { addRoster, letInAgain, removeMember, takeBackMember } from '../../actions';

type Member = {
  id: string;
  number: number;
  name: string;
  group: string | null;
  state: 'expected' | 'joined' | 'removed';
  joinedAt: string | null;
  isLetIn: boolean;
};

type StudentsPanelProps = { classId: string; members: readonly Member[]; removed: readonly { id: string; name: string }[] };

export function StudentsPanel({ classId, members, removed }: StudentsPanelProps) {
  const [adding, setAdding] = useState(false);
  const [removing, setRemoving] = useState<Member | null>(null);
  const letIn = useClassAction(letInAgain, {
    success: ({ name }) => `${name} can come in by name alone, once, for the next ${LET_IN_MINUTES} minutes.`,
  });
  const takeBack = useClassAction(takeBackMember, { success: ({ name }) => `${name} can come in again.` });
  return (
    <>
      <Panel
        flush
        title="In the class"
        count={members.length}
        actions={
          <Button variant="primary" onClick={() => setAdding(true)}>
            Add a list
          </Button>
        }
      >
        {members.length === 0 ? (
          <EmptyState
            title="No students yet"
            description="Students come in by the code of the class. With a list they pick their names from it."
          />
        ) : (
          <Table label="Students">
            <TableHead>
              <TableRow>
                <TableHeader align="end">No.</TableHeader>
                <TableHeader>Name</TableHeader>
                <TableHeader>Group</TableHeader>
                <TableHeader>State</TableHeader>
                <TableHeader>Joined</TableHeader>
                <TableHeader>
                  <span className="sr-only">Actions</span>
                </TableHeader>
              </TableRow>
            </TableHead>
            <TableBody>
              {members.map((member) => (
                <TableRow key={member.id}>
                  <TableCell align="end">{member.number}</TableCell>
                  <TableCell className="font-medium">{member.name}</TableCell>
                  <TableCell>{member.group ?? '–'}</TableCell>
                  <TableCell>
                    <Badge tone={member.state === 'joined' ? 'allow' : 'neutral'}>
                      {member.state === 'joined' ? 'Joined' : 'Expected'}
                    </Badge>
                    {member.isLetIn ? (
                      <Badge tone="limit" className="ml-1">
                        Let in by name
                      </Badge>
                    ) : null}
                  </TableCell>
                  <TableCell>
                    <Time value={member.joinedAt} />
                  </TableCell>
                  <TableCell align="end">
                    <Menu
                      trigger={
                        <IconButton label={`Actions for ${member.name}`} tooltip={false} size="sm">
                          <Ellipsis aria-hidden size={16} />
                        </IconButton>
                      }
                      entries={[
                        { label: 'Let in again', onSelect: () => void letIn.run({ memberId: member.id }) },
                        { label: 'Take out of the class', danger: true, onSelect: () => setRemoving(member) },
                      ]}
                    />
                  </TableCell>
                </TableRow>
              ))}
            </TableBody>
          </Table>
        )}
      </Panel>
      {removed.length > 0 ? (
        <Panel title="Taken out" count={removed.length} className="mt-4">
          <ul className="flex flex-col gap-2">
            {removed.map(({ id, name }) => (
              <li key={id} className="flex items-center gap-3">
                <span className="min-w-0 break-words">{name}</span>
                <Button size="sm" onClick={() => void takeBack.run({ memberId: id })} aria-label={`Take ${name} back`}>
                  Take back
                </Button>
              </li>
            ))}
          </ul>
        </Panel>
      ) : null}
      {adding ? <AddRosterDialog classId={classId} onClose={() => setAdding(false)} /> : null}
      {removing ? <RemoveDialog member={removing} onClose={() => setRemoving(null)} /> : null}
    </>
  );
}

function AddRosterDialog({ classId, onClose }: { classId: string; onClose: () => void }) {
  const [csv, setCsv] = useState('');
  const [problems, setProblems] = useState<readonly { line: number; message: string }[]>([]);
  const { run, running, error } = useClassAction(addRoster, {
    showsError: true,
    success: ({ added }) => (added > 0 ? `${added} ${added === 1 ? 'student was' : 'students were'} added.` : undefined),
    onSuccess: (output) => {
      setProblems(output.problems);
      if (output.problems.length === 0) onClose();
    },
  });
  return (
    <Dialog
      open
      onOpenChange={(open) => !open && onClose()}
      dismissible={!running}
      title="Add a list of students"
      footer={
        <>
          <Button onClick={onClose}>Cancel</Button>
          <Button variant="primary" loading={running} onClick={() => void run({ classId, csv })}>
            Add
          </Button>
        </>
      }
    >
      {problems.length > 0 ? (
        <Alert kind="error" live title="Nothing was added: some lines cannot be taken">
          <ul>
            {problems.map(({ line, message }) => (
              <li key={line}>
                Line {line}: {message}
              </li>
            ))}
          </ul>
        </Alert>
      ) : null}
      <RosterField value={csv} onChange={setCsv} error={error?.message} />
    </Dialog>
  );
}

function RemoveDialog({ member, onClose }: { member: Member; onClose: () => void }) {
  const { run, running, error } = useClassAction(removeMember, {
    showsError: true,
    success: ({ name }) => `${name} was taken out of the class.`,
    onSuccess: onClose,
  });
  return (
    <Dialog
      open
      size="sm"
      onOpenChange={(open) => !open && onClose()}
      title={`Take ${member.name} out of the class?`}
      footer={
        <>
          <Button onClick={onClose}>Cancel</Button>
          <Button variant="danger-primary" loading={running} onClick={() => void run({ memberId: member.id })}>
            Take out
          </Button>
        </>
      }
    >
      {error ? <Alert kind="error">{error.message}</Alert> : null}
      <p>The seats of this student end at once. What was done stays, and you can take the student back.</p>
    </Dialog>
  );
}
