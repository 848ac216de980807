'use client';

import { useState } from 'react';
import { Alert } from '@/components/ui/alert';
import { Button } from '@/components/ui/button';
import { Checkbox } from '@/components/ui/field/checkbox';
import { Field } from '@/components/ui/field/field';
import { Input } from '@/components/ui/field/input';
import { Panel } from '@/components/ui/panel';
import { SETTINGS_MOST } from '@/lib/classroom/settings/limits';
import { useClassAction } from '../../../_client/use-class-action';
import { putClassroomSettings } from '../../actions';

type Settings = { signUpOpen: boolean; mostClasses: number; mostMembers: number; deleteAfterDays: number };

const NUMBERS = [
  ['mostClasses', 'Classes per instructor', "Closed classes don't count."],
  ['mostMembers', 'Students per class', 'Larger existing classes keep their students.'],
  [
    'deleteAfterDays',
    'Days until a closed class is deleted',
    'The default for new classes. Instructors can change it for each class.',
  ],
] as const;

export function SettingsPanel({ settings }: { settings: Settings }) {
  const [value, setValue] = useState(settings);
  const { run, running, error } = useClassAction(putClassroomSettings, {
    showsError: true,
    success: () => 'The settings were saved.',
  });
  return (
    <Panel title="Settings">
      <form action={() => run(value)} className="flex flex-col gap-4">
        {error && !error.member ? <Alert kind="error">{error.message}</Alert> : null}
        <Checkbox
          label="Anyone can create an account on the sign-up page"
          description="If the server setting SIGN_UP closes sign-up, this setting has no effect."
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
            Save settings
          </Button>
        </div>
      </form>
    </Panel>
  );
}
