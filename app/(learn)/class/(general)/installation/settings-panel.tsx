'use client';

import { useState } from 'react';
import { Alert } from '@/components/ui/alert';
import { Button } from '@/components/ui/button';
import { Checkbox } from '@/components/ui/checkbox';
import { Field } from '@/components/ui/field';
import { Input } from '@/components/ui/input';
import { Panel } from '@/components/ui/panel';
import { SETTINGS_MOST } from '@/lib/classroom/settings/limits';
import { useClassAction } from '../../../_client/use-class-action';
import { putClassroomSettings } from '../../actions';

type Settings = { signUpOpen: boolean; mostClasses: number; mostMembers: number; deleteAfterDays: number };

const NUMBERS = [
  ['mostClasses', 'Classes per instructor', 'Those that are not closed.'],
  ['mostMembers', 'Students per class', 'A class that is larger already keeps them.'],
  ['deleteAfterDays', 'Days until a closed class is deleted', 'What a new class begins with; its instructors can change it.'],
] as const;

export function SettingsPanel({ settings }: { settings: Settings }) {
  const [value, setValue] = useState(settings);
  const { run, running, error } = useClassAction(putClassroomSettings, {
    showsError: true,
    success: () => 'The settings of the installation were saved.',
  });
  return (
    <Panel title="Settings">
      <form action={() => run(value)} className="flex flex-col gap-4">
        {error && !error.member ? <Alert kind="error">{error.message}</Alert> : null}
        <Checkbox
          label="Anybody may create an account on the sign-up page"
          description="Where the setting SIGN_UP of the server closes sign-up, it stays closed."
          checked={value.signUpOpen}
          onCheckedChange={(signUpOpen) => setValue({ ...value, signUpOpen })}
        />
        {NUMBERS.map(([name, label, hint]) => (
          <Field key={name} label={label} hint={hint} error={error?.member === name ? error.message : undefined}>
            <Input
              type="number"
              min={1}
              max={SETTINGS_MOST[name]}
              required
              className="w-28"
              value={value[name]}
              onChange={(event) => setValue({ ...value, [name]: event.currentTarget.valueAsNumber })}
            />
          </Field>
        ))}
        <div>
          <Button type="submit" variant="primary" loading={running}>
            Save
          </Button>
        </div>
      </form>
    </Panel>
  );
}
