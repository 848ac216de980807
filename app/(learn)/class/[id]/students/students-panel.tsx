'use client';

import { Ellipsis } from 'lucide-react';
import { useState } from 'react';
import { EmptyState } from '@/components/console/page/empty-state';
import { Time } from '@/components/console/page/time';
import { Badge } from '@/components/ui/badge';
import { Button, IconButton } from '@/components/ui/button';
import { Menu } from '@/components/ui/menu';
import { Panel } from '@/components/ui/panel';
import { Table, TableBody, TableCell, TableHead, TableHeader, TableRow } from '@/components/ui/table';
import { LET_IN_MINUTES } from '@/lib/classroom/member/limits';
import { plural } from '@/lib/core/text/plural';
import { ClassDialog } from '../../../_client/class-dialog';
import { RosterField } from '../../../_client/roster-field';
import { useClassAction } from '../../../_client/use-class-action';
import { addRoster, freeSeats, letInAgain, removeMember, removeMembers, takeBackMember } from '../../actions';

type Member = {
  id: string;
  number: number;
  name: string;
  mark: string | null;
  externalId: string | null;
  email: string | null;
  isListed: boolean;
  joinedFrom: string | null;
  group: string | null;
  state: 'expected' | 'joined' | 'removed';
  joinedAt: string | null;
  isLetIn: boolean;
};

/** Returns the name, with a mark if another student has the same. */
const shownName = ({ name, mark }: Pick<Member, 'name' | 'mark'>) => (mark === null ? name : `${name} (${mark})`);

type StudentsPanelProps = { classId: string; members: readonly Member[]; removed: readonly { id: string; name: string }[] };

export function StudentsPanel({ classId, members, removed }: StudentsPanelProps) {
  const [adding, setAdding] = useState(false);
  const [removing, setRemoving] = useState<Member | null>(null);
  const letIn = useClassAction(letInAgain, {
    success: ({ name }) => `${name} can join by name only, once, within ${LET_IN_MINUTES} minutes.`,
  });
  const takeBack = useClassAction(takeBackMember, { success: ({ name }) => `${name} can join again.` });
  return (
    <>
      <Panel
        flush
        title="Students"
        count={members.length}
        actions={
          <Button variant="primary" onClick={() => setAdding(true)}>
            Add list
          </Button>
        }
      >
        {members.length === 0 ? (
          <EmptyState
            title="No students yet"
            description="Students join with the class code. If you add a list, they choose their names from it."
          />
        ) : (
          <Table label="Students">
            <TableHead>
              <TableRow>
                <TableHeader align="end">No.</TableHeader>
                <TableHeader>Name</TableHeader>
                <TableHeader>Id</TableHeader>
                <TableHeader>Email</TableHeader>
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
                  <TableCell>{member.externalId ?? '–'}</TableCell>
                  <TableCell>{member.email ?? '–'}</TableCell>
                  <TableCell>{member.group ?? '–'}</TableCell>
                  <TableCell>
                    <Badge tone={member.state === 'joined' ? 'allow' : 'neutral'}>
                      {member.state === 'joined' ? 'Joined' : 'Expected'}
                    </Badge>
                    {member.isListed ? null : (
                      <Badge tone="limit" className="ml-1">
                        Not on the list
                      </Badge>
                    )}
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
                        <IconButton label={`Actions for ${shownName(member)}`} tooltip={false} size="sm">
                          <Ellipsis aria-hidden size={16} />
                        </IconButton>
                      }
                      entries={[
                        { label: 'Let in again', onSelect: () => void letIn.run({ memberId: member.id }) },
                        { label: 'Remove from the class', danger: true, onSelect: () => setRemoving(member) },
                      ]}
                    />
                  </TableCell>
                </TableRow>
              ))}
            </TableBody>
          </Table>
        )}
      </Panel>
      <Unlisted classId={classId} members={members} />
      <ByNameAlone classId={classId} members={members} />
      {removed.length > 0 ? (
        <Panel title="Removed" count={removed.length} className="mt-4">
          <ul className="flex flex-col gap-2">
            {removed.map(({ id, name }) => (
              <li key={id} className="flex items-center gap-3">
                <span className="min-w-0 break-words">{name}</span>
                <Button size="sm" onClick={() => void takeBack.run({ memberId: id })} aria-label={`Restore ${name}`}>
                  Restore student
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

const addressOf = ({ joinedFrom }: Member) => joinedFrom ?? '';

/**
 * Lists students who joined without being on the list, by network address, so that instructors can remove invented ones at once.
 */
function Unlisted({ classId, members }: { classId: string; members: readonly Member[] }) {
  const { run, running } = useClassAction(removeMembers, {
    success: ({ removed }) => `${plural(removed, 'student')} removed.`,
  });
  return (
    <ByAddress
      title="Joined but not on the list"
      description="Students who entered their own name, by network address. Students behind one router share an address."
      members={members.filter(({ isListed }) => !isListed)}
      running={running}
      undo={(count) => `Remove ${count === 1 ? 'this student' : `all ${count}`}`}
      undoLabel="Remove all who joined from"
      onUndo={(memberIds) => void run({ classId, memberIds })}
    />
  );
}

/** Lists students on the list who joined without a phrase, by network address, so that instructors can free names that others took. */
function ByNameAlone({ classId, members }: { classId: string; members: readonly Member[] }) {
  const [freed, setFreed] = useState<string[]>([]);
  const { run, running, error } = useClassAction(freeSeats, {
    showsError: true,
    success: (output) => `${plural(output.freed, 'student')} can join again.`,
    onSuccess: () => setFreed([]),
  });
  const dialog = (
    <ClassDialog
      size="sm"
      title={`Free ${plural(freed.length, 'name')}?`}
      submitLabel={`Free ${plural(freed.length, 'name')}`}
      danger
      running={running}
      error={error}
      onSubmit={() => void run({ classId, memberIds: freed })}
      onClose={() => setFreed([])}
    >
      <p>
        {freed.length === 1
          ? 'The student is signed out at once, and the recovery phrase stops working. The work is kept, and the student can join again with the class code and the name.'
          : 'The students are signed out at once, and their recovery phrases stop working. Their work is kept, and they can join again with the class code and their names.'}
      </p>
    </ClassDialog>
  );
  return (
    <>
      <ByAddress
        title="Joined by name alone"
        description="Students on the list who joined with the class code and their name, by network address. If somebody took the names of others, free the names."
        members={members.filter(({ isListed, state, joinedFrom }) => isListed && state === 'joined' && joinedFrom !== null)}
        running={running}
        undo={(count) => `Free ${count === 1 ? 'this name' : `all ${count} names`}`}
        undoLabel="Free all names that joined from"
        onUndo={setFreed}
      />
      {freed.length > 0 ? dialog : null}
    </>
  );
}

type ByAddressProps = {
  title: string;
  description: string;
  members: readonly Member[];
  running: boolean;
  undo: (count: number) => string;
  /** The button's name for screen readers, before the address. */
  undoLabel: string;
  onUndo: (memberIds: string[]) => void;
};

function ByAddress({ title, description, members, running, undo, undoLabel, onUndo }: ByAddressProps) {
  const addresses = [...new Set(members.map(addressOf))];
  if (members.length === 0) return null;
  return (
    <Panel title={title} count={members.length} description={description} className="mt-4">
      <ul className="flex flex-col gap-3">
        {addresses.map((address) => {
          const here = members.filter((student) => addressOf(student) === address);
          return (
            <li key={address} className="flex flex-wrap items-start gap-3">
              <div className="min-w-0 flex-1 basis-60">
                <span className="font-mono">{address || 'unknown address'}</span>, {plural(here.length, 'student')}
                <p className="break-words text-ink-2 text-sm">{here.map(shownName).join(', ')}</p>
              </div>
              <Button
                size="sm"
                variant="danger"
                loading={running}
                aria-label={`${undoLabel} ${address || 'an unknown address'}`}
                onClick={() => onUndo(here.map(({ id }) => id))}
              >
                {undo(here.length)}
              </Button>
            </li>
          );
        })}
      </ul>
    </Panel>
  );
}

function AddRosterDialog({ classId, onClose }: { classId: string; onClose: () => void }) {
  const [csv, setCsv] = useState('');
  const [problems, setProblems] = useState<readonly { line: number; message: string }[]>([]);
  const { run, running, error } = useClassAction(addRoster, {
    showsError: true,
    success: ({ added }) => (added > 0 ? `${plural(added, 'student')} added.` : undefined),
    onSuccess: (output) => {
      setProblems(output.problems);
      if (output.problems.length === 0) onClose();
    },
  });
  return (
    <ClassDialog
      title="Add list of students"
      submitLabel="Add students"
      running={running}
      onSubmit={() => void run({ classId, csv })}
      onClose={onClose}
    >
      <RosterField value={csv} onChange={setCsv} error={error?.message} problems={problems} />
    </ClassDialog>
  );
}

function RemoveDialog({ member, onClose }: { member: Member; onClose: () => void }) {
  const { run, running, error } = useClassAction(removeMember, {
    showsError: true,
    success: ({ name }) => `${name} was removed from the class.`,
    onSuccess: onClose,
  });
  return (
    <ClassDialog
      size="sm"
      title={`Remove ${shownName(member)} from the class?`}
      submitLabel="Remove student"
      danger
      running={running}
      error={error}
      onSubmit={() => void run({ memberId: member.id })}
      onClose={onClose}
    >
      <p>The student is signed out at once. Their work is kept, and you can restore them.</p>
    </ClassDialog>
  );
}
