import type { Metadata } from 'next';
import { EmptyState } from '@/components/console/page/empty-state';
import { PageHeader } from '@/components/console/page/page-header';
import { Time } from '@/components/console/page/time';
import { ButtonLink } from '@/components/ui/button';
import { ExpandableSection } from '@/components/ui/expandable-section';
import { Panel } from '@/components/ui/panel';
import { Table, TableBody, TableCell, TableHead, TableHeader, TableRow } from '@/components/ui/table';
import { TextLink } from '@/components/ui/text-link';
import { ListClasses } from '@/lib/classroom/class/operations';
import { spacedCode } from '@/lib/classroom/limits';
import { readClassroom, requirePerson } from '@/lib/console/classroom';
import { paths } from '@/lib/console/paths';
import { ClassStateBadge } from '../class-state';

export const metadata: Metadata = { title: 'Classes' };

export default async function ClassesPage() {
  await requirePerson();
  const classes = await readClassroom(ListClasses, {}, 'person');
  const [shown, archived] = [classes.filter((one) => !one.archivedAt), classes.filter((one) => one.archivedAt)];
  const create = (
    <ButtonLink variant="primary" href={paths.createClass}>
      Create class
    </ButtonLink>
  );
  return (
    <>
      <PageHeader
        title="Classes"
        count={shown.length}
        description="Create the classes that you teach, and open them to see your students' progress."
        actions={create}
      />
      <Panel flush>
        {shown.length > 0 ? (
          <ClassTable label="Classes" classes={shown} />
        ) : (
          <EmptyState
            title="No classes"
            description="A class has students, who join with a code and their name, and scenarios, which each student works through in their own accounts."
            action={create}
          />
        )}
      </Panel>
      {archived.length > 0 ? (
        <ExpandableSection title={`Archived (${archived.length})`} className="mt-4">
          <ClassTable label="Archived classes" classes={archived} />
        </ExpandableSection>
      ) : null}
    </>
  );
}

type ListedClass = Awaited<ReturnType<typeof readClassroom<typeof ListClasses>>>[number];

function ClassTable({ label, classes }: { label: string; classes: readonly ListedClass[] }) {
  return (
    <Table label={label}>
      <TableHead>
        <TableRow>
          <TableHeader>Class</TableHeader>
          <TableHeader>State</TableHeader>
          <TableHeader>Code</TableHeader>
          <TableHeader align="end">Joined</TableHeader>
          <TableHeader align="end">Assignments</TableHeader>
          <TableHeader>Created</TableHeader>
        </TableRow>
      </TableHead>
      <TableBody>
        {classes.map((one) => (
          <TableRow key={one.id}>
            <TableCell>
              <TextLink href={paths.class(one.id)}>{one.name}</TextLink>
            </TableCell>
            <TableCell>
              <ClassStateBadge state={one.state} />
            </TableCell>
            <TableCell mono>{one.joinCode ? spacedCode(one.joinCode) : '–'}</TableCell>
            <TableCell align="end">
              {one.joined} of {one.members}
            </TableCell>
            <TableCell align="end">{one.assignments}</TableCell>
            <TableCell>
              <Time value={one.createdAt} />
            </TableCell>
          </TableRow>
        ))}
      </TableBody>
    </Table>
  );
}
