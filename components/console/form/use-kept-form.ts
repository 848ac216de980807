'use client';

import { useEffect, useLayoutEffect, useMemo, useRef, useState } from 'react';
import {
  type DefaultValues,
  type FieldValues,
  get,
  type Path,
  type PathValue,
  type UseFormRegister,
  type UseFormReturn,
  useForm,
} from 'react-hook-form';
import type { z } from 'zod';
import { type FormIssue, firstIssueIn, problemAt, type Said } from './form-problems';
import { fromKept, toKept } from './kept-form';

export type KeptFormOptions<Form> = {
  /** The name in the tab's storage. It must contain the identity, so that another identity does not find the form. */
  keptAs: string;
  schema: z.ZodType<Form>;
  fresh: Form;
  /** The paths of values that are never stored, such as passwords and private keys. */
  secrets?: readonly string[];
};

/** A form that survives reloads and navigation in its tab. */
export type KeptForm<Form extends FieldValues> = {
  register: UseFormRegister<Form>;
  value: Form;
  /** True after the storage was read. */
  ready: boolean;
  /** True if the values come from the storage. */
  restored: boolean;
  dirty: boolean;
  issues: readonly FormIssue[];
  /** Sets the value of a control that is not registered. */
  set: <Name extends Path<Form>>(name: Name, value: PathValue<Form, Name>) => void;
  /** Returns the problem of a field after it was checked. A registered field shows its problem as soon as the user has typed into it. */
  problemAt: (field: string) => string | undefined;
  /** Returns true if a part was checked. Controls that show problems themselves show them from then on. */
  tried: (part: string) => boolean;
  /** Checks some parts and shows their problems from then on. Returns true if they have none. */
  check: (parts: readonly string[]) => boolean;
  /** Shows the service's message about a value at its field. */
  say: (field: string, message: string) => void;
  /** Deletes the stored form after it was submitted or discarded. */
  discard: () => void;
};

export function useKeptForm<Form extends FieldValues>(options: KeptFormOptions<Form>): KeptForm<Form> {
  const { schema, fresh } = options;
  const hook = useForm<Form>({ defaultValues: fresh as DefaultValues<Form> });
  const value = useValue(hook, fresh);
  const issues = useMemo(() => schema.safeParse(value).error?.issues ?? [], [schema, value]);
  const [tried, setTried] = useState<ReadonlySet<string>>(new Set());
  const [said, setSaid] = useState<Said | null>(null);
  const { isDirty, dirtyFields } = hook.formState;
  return {
    register: hook.register,
    value,
    issues,
    dirty: isDirty,
    ...useKept(options, hook, value),
    set: (name, part) => hook.setValue(name, part, { shouldDirty: true }),
    problemAt: (field) => problemAt({ form: value, issues, tried, said }, field, get(dirtyFields, field) === true),
    tried: (part) => tried.has(part),
    check: (parts) => {
      setTried((before) => new Set([...before, ...parts]));
      const wrong = firstIssueIn(issues, parts);
      if (wrong !== undefined) hook.setFocus(wrong as Path<Form>);
      return wrong === undefined;
    },
    say: (field, message) => setSaid({ field, value: get(value, field), message }),
  };
}

// Returns a copy for each change. The form modifies its values in place, which React and memos would not notice.
function useValue<Form extends FieldValues>({ subscribe }: UseFormReturn<Form>, fresh: Form): Form {
  const [value, setValue] = useState(fresh);
  useLayoutEffect(
    () => subscribe({ formState: { values: true }, callback: ({ values }) => setValue(structuredClone(values)) }),
    [subscribe],
  );
  return value;
}

function useKept<Form extends FieldValues>(options: KeptFormOptions<Form>, hook: UseFormReturn<Form>, value: Form) {
  const { keptAs, schema, fresh, secrets = [] } = options;
  const [found, setFound] = useState<boolean | null>(null);
  const over = useRef(false);
  // Runs once, before the first paint. Everything that is stored later comes from this form.
  // biome-ignore lint/correctness/useExhaustiveDependencies: see above
  useLayoutEffect(() => {
    const kept = fromKept(storage((session) => session.getItem(keptAs)) ?? null, schema, secrets, fresh);
    if (kept) hook.reset(kept, { keepDefaultValues: true });
    setFound(kept !== null);
  }, []);
  const text = found !== null && hook.formState.isDirty ? toKept(value, secrets) : null;
  useEffect(() => {
    if (text !== null && !over.current) storage((session) => session.setItem(keptAs, text));
  }, [keptAs, text]);
  const discard = () => {
    over.current = true;
    storage((session) => session.removeItem(keptAs));
  };
  return { ready: found !== null, restored: found === true, discard };
}

/** Uses the tab's storage. Returns undefined if the browser refuses it or it is full. */
function storage<Result>(use: (session: Storage) => Result): Result | undefined {
  try {
    return use(window.sessionStorage);
  } catch {
    return undefined;
  }
}
