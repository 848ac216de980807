'use client';

import { useActionState, useState } from 'react';
import { ROLE_COLORS, type RoleColor } from '@/components/console/shell/identity';
import { RoleColorSquare } from '@/components/console/shell/role-color';
import { Alert } from '@/components/ui/alert';
import { Button } from '@/components/ui/button';
import { Field } from '@/components/ui/field/field';
import { Input } from '@/components/ui/field/input';
import { TextLink } from '@/components/ui/text-link';
import type { RecentRole } from '@/lib/console/session/session';
import { switchRoleAction } from '@/lib/console/sign-in/auth-actions';

type SwitchRoleFormProps = {
  /** The identity that the page shows. A form that another identity submits does nothing. */
  identity: string;
  initial: { account?: string; roleName?: string; displayName?: string; next?: string };
  recent: readonly RecentRole[];
};

export function SwitchRoleForm({ identity, initial, recent }: SwitchRoleFormProps) {
  const [state, send, pending] = useActionState(switchRoleAction, {});
  const [color, setColor] = useState<RoleColor>('grey');
  const value = (name: 'account' | 'roleName' | 'displayName') => state.values?.[name] ?? initial[name];
  return (
    <>
      <form action={send} className="mt-5 flex flex-col gap-4">
        <input type="hidden" name="identity" value={identity} />
        <input type="hidden" name="next" value={initial.next ?? ''} />
        {state.error ? (
          <Alert kind="error" live title="Switching roles failed">
            <p>{state.error}</p>
            {state.denial ? (
              <p className="mt-2">
                The console can't send an external ID. Only programs can assume a role whose trust policy requires one.{' '}
                {state.denial.traceHref ? (
                  <TextLink inline external href={state.denial.traceHref}>
                    See how this was decided
                  </TextLink>
                ) : null}
              </p>
            ) : null}
          </Alert>
        ) : null}
        <Field label="Account ID or alias" hint="The 12-digit ID or the alias of the role's account.">
          <Input name="account" required defaultValue={value('account')} autoCapitalize="none" spellCheck={false} />
        </Field>
        <Field
          label="IAM role name"
          hint="Include the path, but not “role/”. Roles that require an external ID cannot be used in the console."
        >
          <Input
            name="roleName"
            required
            maxLength={576}
            defaultValue={value('roleName')}
            autoCapitalize="none"
            spellCheck={false}
          />
        </Field>
        <Field label="Display name" optional hint="Shown in the top bar while you use the role.">
          <Input name="displayName" maxLength={64} defaultValue={value('displayName')} />
        </Field>
        <fieldset>
          <legend className="font-medium">Display color</legend>
          <div className="mt-1 flex flex-wrap gap-2">
            {ROLE_COLORS.map((choice) => (
              <label
                key={choice}
                className="flex cursor-pointer items-center gap-1.5 rounded-md border border-line-strong px-2 py-1 text-sm capitalize has-checked:border-accent has-checked:bg-accent-soft has-focus-visible:outline-2 has-focus-visible:outline-focus"
              >
                <input
                  type="radio"
                  name="color"
                  value={choice}
                  checked={color === choice}
                  onChange={() => setColor(choice)}
                  className="sr-only"
                />
                <RoleColorSquare color={choice} />
                {choice}
              </label>
            ))}
          </div>
        </fieldset>
        <Button type="submit" variant="primary" loading={pending}>
          Switch role
        </Button>
      </form>
      {recent.length > 0 ? (
        <section className="mt-6 border-line border-t pt-4">
          <h2 className="font-semibold">Recent roles</h2>
          <ul className="mt-2 space-y-1">
            {recent.map((role) => (
              <li key={`${role.accountId} ${role.roleName}`}>
                <form action={send}>
                  <input type="hidden" name="identity" value={identity} />
                  <input type="hidden" name="next" value={initial.next ?? ''} />
                  <input type="hidden" name="account" value={role.accountId} />
                  <input type="hidden" name="roleName" value={role.roleName} />
                  <input type="hidden" name="displayName" value={role.displayName} />
                  <input type="hidden" name="color" value={role.color} />
                  <Button type="submit" variant="ghost" className="w-full justify-start text-ink">
                    <RoleColorSquare color={ROLE_COLORS.find((known) => known === role.color) ?? 'grey'} />
                    {role.displayName} <span className="font-mono text-ink-3">{role.accountId}</span>
                  </Button>
                </form>
              </li>
            ))}
          </ul>
        </section>
      ) : null}
    </>
  );
}
