import type { Metadata } from 'next';
import { notFound } from 'next/navigation';
import { PageHeader } from '@/components/console/page/page-header';
import { Time } from '@/components/console/page/time';
import { Alert } from '@/components/ui/alert';
import { Panel } from '@/components/ui/panel';
import { Table, TableBody, TableCell, TableHead, TableHeader, TableRow } from '@/components/ui/table';
import { ListAllClasses } from '@/lib/classroom/class/operations';
import { ListPeople } from '@/lib/classroom/person/operations';
import { GetClassroomSettings } from '@/lib/classroom/settings/operations';
import { isPlainToOthers, joinOrigins } from '@/lib/console/addresses';
import { readClassroom, requirePerson } from '@/lib/console/classroom';
import { ClassStateBadge } from '../../class-state';
import { PeoplePanel } from './people-panel';
import { SettingsPanel } from './settings-panel';

export const metadata: Metadata = { title: 'Installation' };

export default async function InstallationPage() {
  const person = await requirePerson();
  if (person.role !== 'operator') notFound();
  const people = await readClassroom(ListPeople, {}, 'person');
  const settings = await readClassroom(GetClassroomSettings, {}, 'person');
  const classes = await readClassroom(ListAllClasses, {}, 'person');
  return (
    <>
      <PageHeader
        title="Installation"
        description="Manage instructors and the settings for all classes. Only the instructors of a class see its students' results."
      />
      <div className="flex flex-col gap-4">
        {isPlainToOthers() ? (
          <Alert kind="warning" title="Connections from other machines are not encrypted">
            Anyone on the same network can read passwords and take over students' places. Use a private network, or a proxy with
            TLS.
          </Alert>
        ) : null}
        <PeoplePanel people={people} ownId={person.personId} origin={joinOrigins().slice(0, 1).join()} />
        <SettingsPanel key={JSON.stringify(settings)} settings={settings} />
        <Panel flush title="Classes" count={classes.length}>
          {classes.length === 0 ? (
            <p className="p-4 text-ink-2">No classes yet. Instructors create them.</p>
          ) : (
            <Table label="Classes of this installation">
              <TableHead>
                <TableRow>
                  <TableHeader>Class</TableHeader>
                  <TableHeader>Instructors</TableHeader>
                  <TableHeader>State</TableHeader>
                  <TableHeader align="end">Students</TableHeader>
                  <TableHeader>Created</TableHeader>
                  <TableHeader>Deleted on</TableHeader>
                </TableRow>
              </TableHead>
              <TableBody>
                {classes.map((one) => (
                  <TableRow key={one.id}>
                    <TableCell className="font-medium">{one.name}</TableCell>
                    <TableCell>{one.instructors.join(', ')}</TableCell>
                    <TableCell>
                      <ClassStateBadge state={one.state} />
                    </TableCell>
                    <TableCell align="end">{one.members}</TableCell>
                    <TableCell>
                      <Time value={one.createdAt} />
                    </TableCell>
                    <TableCell>
                      <Time value={one.deletedOn} format="absolute" />
                    </TableCell>
                  </TableRow>
                ))}
              </TableBody>
            </Table>
          )}
        </Panel>
      </div>
    </>
  );
}
