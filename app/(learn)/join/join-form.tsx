'use client';

import { useActionState, useState } from 'react';
import { Alert } from '@/components/ui/alert';
import { Button } from '@/components/ui/button';
import { Field } from '@/components/ui/field/field';
import { Input } from '@/components/ui/field/input';
import { MEMBER_NAME_MOST } from '@/lib/classroom/member/limits';
import { type Choice, type JoinState, joinClass } from './actions';

const WORDS = {
  code: 'Enter the code that your instructor shows. You need no account and no email address.',
  name: 'Enter your name. Your instructor sees it. Nothing else is required.',
  card: 'This name has a sign-in card. Enter the recovery phrase on the card, or ask your instructor to let you in again.',
  taken:
    'This name is already in use. If it is yours, enter your recovery phrase, or ask your instructor to let you in again. If not, choose Start again and add a word to your name.',
  choices: 'Several students have this name. Choose yours.',
  allAtOnce: 'Too many wrong codes were entered here. You can still join at once with your name and your recovery phrase.',
} as const;

function wordsFor({ found, needsPhrase, choices, allAtOnce }: JoinState): string {
  if (allAtOnce) return WORDS.allAtOnce;
  if (!found) return WORDS.code;
  return needsPhrase ? WORDS[needsPhrase] : choices ? WORDS.choices : WORDS.name;
}

/** Asks for a code, then a name, and a recovery phrase if the name is taken. */
export function JoinForm({ begin }: { begin: JoinState }) {
  const [state, send, pending] = useActionState(joinClass, begin);
  const { found, needsPhrase, choices, allAtOnce } = state;
  return (
    <>
      <h1 className="break-words font-semibold text-xl">{found ? found.name : 'Join your class'}</h1>
      <p className="mt-1 text-ink-2">{wordsFor(state)}</p>
      <form action={send} className="mt-5 flex flex-col gap-4">
        {state.error ? (
          <Alert kind="error" live>
            {state.error}
          </Alert>
        ) : null}
        {found ? <input type="hidden" name="code" value={state.code} /> : <CodeField code={state.code} />}
        {choices ? <StudentList label="Your name" students={choices} /> : null}
        {!choices && (found || allAtOnce) ? <NameField state={state} /> : null}
        {needsPhrase || allAtOnce ? (
          <Field label="Recovery phrase" hint="The four words on your sign-in card, or the ones shown when you joined.">
            <Input
              name="phrase"
              autoComplete="off"
              autoCapitalize="none"
              spellCheck={false}
              required
              maxLength={60}
              autoFocus={!allAtOnce}
            />
          </Field>
        ) : null}
        <Button type="submit" variant="primary" loading={pending}>
          {found || allAtOnce ? 'Join' : 'Continue'}
        </Button>
        {found || allAtOnce ? (
          <Button type="submit" name="again" value="1" formNoValidate disabled={pending}>
            Start again
          </Button>
        ) : null}
      </form>
    </>
  );
}

function CodeField({ code }: { code: string | undefined }) {
  return (
    <Field label="Code" hint="Six letters and digits, without O, I, L, 0 and 1.">
      <Input
        name="code"
        className="h-12 font-mono text-xl uppercase tracking-widest"
        autoComplete="off"
        autoCapitalize="characters"
        spellCheck={false}
        maxLength={9}
        required
        autoFocus
        defaultValue={code}
      />
    </Field>
  );
}

function StudentList({ label, students }: { label: string; students: readonly Choice[] }) {
  return (
    <fieldset className="flex flex-col gap-2">
      <legend className="mb-1 font-medium">{label}</legend>
      <div className="max-h-80 overflow-y-auto rounded-md border border-line bg-surface">
        {students.map(({ number, name, mark }) => (
          <label key={number} className="flex items-center gap-2 border-line border-b px-3 py-2 last:border-b-0 hover:bg-hover">
            <input type="radio" name="student" value={`${number} ${name}`} required className="accent-accent" />
            <span className="min-w-0 break-words">
              {name}
              {mark ? <span className="text-ink-2"> ({mark})</span> : null}
            </span>
          </label>
        ))}
      </div>
    </fieldset>
  );
}

function NameField({ state }: { state: JoinState }) {
  const { number, name, needsPhrase } = state;
  const expected = state.found?.expected ?? [];
  const [isListed, setListed] = useState(expected.length > 0 && !name);
  if (isListed && !needsPhrase)
    return (
      <div className="flex flex-col gap-2">
        <StudentList label="Your name" students={expected} />
        <Button variant="link" className="self-start" onClick={() => setListed(false)}>
          My name is not listed
        </Button>
      </div>
    );
  return (
    <>
      {needsPhrase && number !== undefined ? <input type="hidden" name="student" value={`${number} ${name}`} /> : null}
      <Field label="Your name">
        <Input
          name="name"
          autoComplete="off"
          spellCheck={false}
          required
          maxLength={MEMBER_NAME_MOST}
          autoFocus={!needsPhrase && !state.allAtOnce}
          readOnly={needsPhrase !== undefined}
          defaultValue={name}
        />
      </Field>
    </>
  );
}
