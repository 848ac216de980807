'use client';

import { useActionState, useState } from 'react';
import { Alert } from '@/components/ui/alert';
import { Button } from '@/components/ui/button';
import { Field } from '@/components/ui/field';
import { Input } from '@/components/ui/input';
import { MEMBER_NAME_MOST } from '@/lib/classroom/member/limits';
import { type JoinState, joinClass } from './actions';

/** A code, then a name, and for a name that is taken its four words. */
export function JoinForm({ begin }: { begin: JoinState }) {
  const [state, send, pending] = useActionState(joinClass, begin);
  const { found, needsPhrase } = state;
  return (
    <>
      <h1 className="break-words font-semibold text-xl">{found ? found.name : 'Join your class'}</h1>
      <p className="mt-1 text-ink-2">
        {found
          ? needsPhrase
            ? 'Somebody has this name already. If it is you, type your four words, or ask your instructor to let you in again.'
            : 'Who are you? Your instructor sees this name; nothing else is asked.'
          : 'Type the code that your instructor shows. You need no account and no e-mail address.'}
      </p>
      <form action={send} className="mt-5 flex flex-col gap-4">
        {state.error ? (
          <Alert kind="error" live>
            {state.error}
          </Alert>
        ) : null}
        {found ? (
          <>
            <input type="hidden" name="code" value={state.code} />
            <NameField state={state} />
            {needsPhrase ? (
              <Field label="Four words" hint="From your sign-in sheet, or as they were shown when you joined.">
                <Input
                  name="phrase"
                  autoComplete="off"
                  autoCapitalize="none"
                  spellCheck={false}
                  required
                  maxLength={60}
                  autoFocus
                />
              </Field>
            ) : null}
          </>
        ) : (
          <Field label="Code" hint="Six letters and digits. There is no O, I or L in it, and no 0 or 1.">
            <Input
              name="code"
              className="h-12 font-mono text-xl uppercase tracking-widest"
              autoComplete="off"
              autoCapitalize="characters"
              spellCheck={false}
              maxLength={9}
              required
              autoFocus
              defaultValue={state.code}
            />
          </Field>
        )}
        <Button type="submit" variant="primary" loading={pending}>
          {found ? 'Join' : 'Go on'}
        </Button>
        {found ? (
          <Button type="submit" name="again" value="1" formNoValidate disabled={pending}>
            Another class
          </Button>
        ) : null}
      </form>
    </>
  );
}

function NameField({ state }: { state: JoinState }) {
  const expected = state.found?.expected ?? [];
  const [isListed, setListed] = useState(expected.length > 0 && !state.name);
  if (isListed)
    return (
      <fieldset className="flex flex-col gap-2">
        <legend className="mb-1 font-medium">Your name</legend>
        <div className="max-h-80 overflow-y-auto rounded-md border border-line bg-surface">
          {expected.map((name) => (
            <label key={name} className="flex items-center gap-2 border-line border-b px-3 py-2 last:border-b-0 hover:bg-hover">
              <input type="radio" name="name" value={name} required className="accent-accent" />
              <span className="min-w-0 break-words">{name}</span>
            </label>
          ))}
        </div>
        <Button variant="link" className="self-start" onClick={() => setListed(false)}>
          My name is not here
        </Button>
      </fieldset>
    );
  return (
    <Field label="Your name">
      <Input
        name="name"
        autoComplete="off"
        spellCheck={false}
        required
        minLength={2}
        maxLength={MEMBER_NAME_MOST}
        autoFocus={!state.needsPhrase}
        readOnly={state.needsPhrase}
        defaultValue={state.name}
      />
    </Field>
  );
}
