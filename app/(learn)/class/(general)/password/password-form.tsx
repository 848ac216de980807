'use client';

import { useState } from 'react';
import { Button } from '@/components/ui/button';
import { Field } from '@/components/ui/field/field';
import { Input } from '@/components/ui/field/input';
import { Panel } from '@/components/ui/panel';
import { PASSWORD_MOST, PASSWORD_RULE } from '@/lib/classroom/person/limits';
import { paths } from '@/lib/console/paths';
import { useClassAction } from '../../../_client/use-class-action';
import { changePersonPassword } from '../../actions';

export function PasswordForm({ name }: { name: string }) {
  const [typed, setTyped] = useState({ current: '', password: '', again: '' });
  const { run, running, error } = useClassAction(changePersonPassword, {
    showsError: true,
    goTo: () => `${paths.classSignIn}?ready=1`,
  });
  const isSame = typed.password === typed.again;
  const field = (key: keyof typeof typed, autoComplete: string) => (
    <Input
      type="password"
      autoComplete={autoComplete}
      required
      maxLength={PASSWORD_MOST}
      value={typed[key]}
      onChange={(event) => setTyped({ ...typed, [key]: event.currentTarget.value })}
    />
  );
  return (
    <Panel title={name} className="max-w-xl">
      <form
        action={() => (isSame ? run({ current: typed.current, password: typed.password }) : undefined)}
        className="flex flex-col gap-4"
      >
        <Field label="Current password" error={error && error.member !== 'password' ? error.message : undefined}>
          {field('current', 'current-password')}
        </Field>
        <Field label="New password" hint={PASSWORD_RULE} error={error?.member === 'password' ? error.message : undefined}>
          {field('password', 'new-password')}
        </Field>
        <Field label="Confirm new password" error={typed.again && !isSame ? "The passwords don't match yet." : undefined}>
          {field('again', 'new-password')}
        </Field>
        <div>
          <Button type="submit" variant="primary" loading={running}>
            Change password
          </Button>
        </div>
      </form>
    </Panel>
  );
}
