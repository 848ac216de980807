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
  /** Under which name it is kept in this tab. Whose form it is belongs into it: another identity must not find it. */
  keptAs: string;
  schema: z.ZodType<Form>;
  fresh: Form;
  /** Paths of what is never written down: passwords, private keys. */
  secrets?: readonly string[];
};

/** A form of one value and one schema, kept while the tab is reloaded or goes back and forth. */
export type KeptForm<Form extends FieldValues> = {
  register: UseFormRegister<Form>;
  value: Form;
  /** False until it is known whether there is something kept. */
  ready: boolean;
  /** True if it was kept, and is what it was. */
  restored: boolean;
  dirty: boolean;
  issues: readonly FormIssue[];
  /** Sets one part from a control that is not registered. */
  set: <Name extends Path<Form>>(name: Name, value: PathValue<Form, Name>) => void;
  /** What is wrong with a field: once it was checked; of what is registered as soon as somebody has typed into it. */
  problemAt: (field: string) => string | undefined;
  /** True if a part was checked: controls that say by themselves what is wrong do so then. */
  tried: (part: string) => boolean;
  /** Checks some parts, and says at them from then on what is wrong. True where nothing is. */
  check: (parts: readonly string[]) => boolean;
  /** Says at a field what the service said of its value. */
  say: (field: string, message: string) => void;
  /** Forgets what was kept: it was submitted, or given up. */
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

// A copy for each change: the form changes what it holds in place, which neither React nor a memo would notice.
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
  // Before the first paint, and once: what is kept later is what this form wrote.
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

/** Browsers may refuse storage altogether, or have no room: then a form is not kept. */
function storage<Result>(use: (session: Storage) => Result): Result | undefined {
  try {
    return use(window.sessionStorage);
  } catch {
    return undefined;
  }
}
