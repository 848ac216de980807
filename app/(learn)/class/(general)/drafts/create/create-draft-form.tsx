'use client';

import { useState } from 'react';
import { Alert } from '@/components/ui/alert';
import { Button, ButtonLink } from '@/components/ui/button';
import { Checkbox } from '@/components/ui/field/checkbox';
import { Field } from '@/components/ui/field/field';
import { Input } from '@/components/ui/field/input';
import { Select } from '@/components/ui/field/select';
import { Textarea } from '@/components/ui/field/textarea';
import { Panel } from '@/components/ui/panel';
import { paths } from '@/lib/console/paths';
import { useClassAction } from '../../../../_client/use-class-action';
import { addScenario } from '../actions';

type Account = { id: number; key: string; name: string };
type Persona = { id: number; name: string; account: string; about: string; isAdministrator: boolean };

let count = 0;
const nextId = () => ++count;

/** Returns `Read the notes` as an ID. */
function idFrom(title: string): string {
  const words = title.toLowerCase().replaceAll(/[^a-z0-9]+/g, '-');
  return words
    .replace(/^[^a-z]+/, '')
    .slice(0, 40)
    .replace(/-+$/, '');
}

export function CreateDraftForm() {
  const [title, setTitle] = useState('');
  const [id, setId] = useState<string>();
  const [story, setStory] = useState('');
  const [task, setTask] = useState('');
  const [accounts, setAccounts] = useState<Account[]>([{ id: 0, key: 'dev', name: 'development' }]);
  const [personas, setPersonas] = useState<Persona[]>([
    { id: 0, name: 'admin', account: 'dev', about: 'Administrator', isAdministrator: true },
  ]);
  const { run, running, error } = useClassAction(addScenario, {
    showsError: true,
    goTo: ({ draft }) => paths.editDraft(draft),
  });
  const setAccount = (at: number, change: Partial<Account>) =>
    setAccounts((all) => all.map((one) => (one.id === at ? { ...one, ...change } : one)));
  const setPersona = (at: number, change: Partial<Persona>) =>
    setPersonas((all) => all.map((one) => (one.id === at ? { ...one, ...change } : one)));
  const submit = () =>
    run({
      id: id ?? idFrom(title),
      title,
      story,
      task,
      accounts: accounts.map(({ key, name }) => ({ key, name })),
      personas: personas.map(({ id: _, ...persona }) => persona),
    });
  return (
    <form action={submit} className="flex max-w-3xl flex-col gap-4">
      {error ? (
        <Alert kind="error" live>
          {error.message}
        </Alert>
      ) : null}
      <Panel title="Scenario details">
        <div className="flex flex-col gap-4">
          <Field label="Title">
            <Input value={title} onChange={(event) => setTitle(event.currentTarget.value)} required maxLength={120} />
          </Field>
          <Field label="Id" hint="Lowercase letters, digits and hyphens. It must be unique on this installation.">
            <Input
              mono
              value={id ?? idFrom(title)}
              onChange={(event) => setId(event.currentTarget.value)}
              required
              maxLength={40}
            />
          </Field>
          <Field label="Story" hint="The people and what happened. You can use **bold**, `code` and lists.">
            <Textarea rows={4} value={story} onChange={(event) => setStory(event.currentTarget.value)} required />
          </Field>
          <Field label="Task" hint="Describe what the student should do. You can add more steps later.">
            <Textarea rows={3} value={task} onChange={(event) => setTask(event.currentTarget.value)} required />
          </Field>
        </div>
      </Panel>
      <Panel title="Accounts" description="Each student gets their own copy of these accounts.">
        <ul className="flex flex-col gap-3">
          {accounts.map((account) => (
            <li key={account.id} className="flex flex-wrap items-end gap-2">
              <Field label="Short name" className="w-32">
                <Input
                  mono
                  value={account.key}
                  onChange={(event) => setAccount(account.id, { key: event.currentTarget.value })}
                  required
                  maxLength={40}
                />
              </Field>
              <Field label="Name" className="w-64">
                <Input
                  value={account.name}
                  onChange={(event) => setAccount(account.id, { name: event.currentTarget.value })}
                  required
                  maxLength={120}
                />
              </Field>
              {accounts.length > 1 ? (
                <Button onClick={() => setAccounts((all) => all.filter((one) => one.id !== account.id))}>Remove account</Button>
              ) : null}
            </li>
          ))}
        </ul>
        <Button className="mt-3" onClick={() => setAccounts((all) => [...all, { id: nextId(), key: '', name: '' }])}>
          Add account
        </Button>
      </Panel>
      <Panel title="Personas" description="The users that the student acts as. The student starts as the first one.">
        <ul className="flex flex-col gap-4">
          {personas.map((persona) => (
            <li key={persona.id} className="flex flex-wrap items-end gap-2">
              <Field label="User name" className="w-36">
                <Input
                  mono
                  value={persona.name}
                  onChange={(event) => setPersona(persona.id, { name: event.currentTarget.value })}
                  required
                  maxLength={64}
                />
              </Field>
              <Field label="Account" className="w-32">
                <Select
                  options={accounts.map(({ key }) => ({ value: key, label: key }))}
                  value={persona.account}
                  onValueChange={(account) => setPersona(persona.id, { account })}
                />
              </Field>
              <Field label="Description" className="w-64">
                <Input
                  value={persona.about}
                  onChange={(event) => setPersona(persona.id, { about: event.currentTarget.value })}
                  required
                  maxLength={120}
                />
              </Field>
              <Checkbox
                className="pb-1.5"
                label="Administrator"
                checked={persona.isAdministrator}
                onCheckedChange={(isAdministrator) => setPersona(persona.id, { isAdministrator })}
              />
              {personas.length > 1 ? (
                <Button onClick={() => setPersonas((all) => all.filter((one) => one.id !== persona.id))}>Remove persona</Button>
              ) : null}
            </li>
          ))}
        </ul>
        <Button
          className="mt-3"
          onClick={() =>
            setPersonas((all) => [
              ...all,
              { id: nextId(), name: '', account: accounts[0]?.key ?? '', about: '', isAdministrator: false },
            ])
          }
        >
          Add persona
        </Button>
      </Panel>
      <div className="flex gap-2">
        <Button type="submit" variant="primary" loading={running}>
          Create draft
        </Button>
        <ButtonLink href={paths.classScenarios}>Cancel</ButtonLink>
      </div>
    </form>
  );
}
