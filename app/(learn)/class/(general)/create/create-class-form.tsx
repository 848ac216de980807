'use client';

import { useState } from 'react';
import { Button, ButtonLink } from '@/components/ui/button';
import { Field } from '@/components/ui/field/field';
import { Input } from '@/components/ui/field/input';
import { useRouter } from '@/components/ui/navigation';
import { Panel } from '@/components/ui/panel';
import { paths } from '@/lib/console/paths';
import { RosterField } from '../../../_client/roster-field';
import { useClassAction } from '../../../_client/use-class-action';
import { createClass } from '../../actions';

export function CreateClassForm() {
  const [name, setName] = useState('');
  const [roster, setRoster] = useState('');
  const [problems, setProblems] = useState<readonly { line: number; message: string }[]>([]);
  const router = useRouter();
  const { run, running, error } = useClassAction(createClass, {
    showsError: true,
    onSuccess: ({ classId, problems: found }) => {
      setProblems(found);
      if (classId !== null) router.push(paths.class(classId));
    },
  });
  const problem = (member: string) => (error?.member === member ? error.message : undefined);
  return (
    <form action={() => run({ name, roster })} className="flex max-w-2xl flex-col gap-4">
      <Panel title="Class">
        <div className="flex flex-col gap-4">
          <Field
            label="Name"
            error={problem('name') ?? (error && !error.member ? error.message : undefined)}
            hint="Students see it when they join."
          >
            <Input value={name} onChange={(event) => setName(event.currentTarget.value)} required maxLength={60} autoFocus />
          </Field>
          <RosterField value={roster} onChange={setRoster} error={problem('roster')} problems={problems} optional />
        </div>
      </Panel>
      <div className="flex gap-2">
        <Button type="submit" variant="primary" loading={running}>
          Create class
        </Button>
        <ButtonLink href={paths.classes}>Cancel</ButtonLink>
      </div>
    </form>
  );
}
