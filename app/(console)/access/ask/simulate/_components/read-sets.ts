import { z } from 'zod';
import { CREDENTIALS_OF_ROLES, CREDENTIALS_OF_USERS } from '@/lib/access/limits';
import { NO_CHANGES } from './policy-set';
import { NO_QUESTIONS } from './questions-panel';
import { MOST_SETS, type SavedSet, type Setup, setupIn } from './saved-sets';

const Text = z.string().max(131_072);
const Name = z.string().max(4096);

/** The data can come from an untrusted address or an older version, so unknown parts are ignored. */
const SetupShape = z.object({
  questions: z
    .object({
      actions: z.array(Name).max(200),
      resources: Text,
      owner: Name,
      region: Name.nullable(),
      credential: z.enum([...CREDENTIALS_OF_USERS, ...CREDENTIALS_OF_ROLES]),
      entries: z.array(z.object({ key: Name, values: Text })).max(100),
      resourcePolicy: Text,
    })
    .partial(),
  changes: z
    .object({
      off: z.array(Name).max(1000),
      texts: z.record(Name, Text),
      added: z
        .array(
          z.object({
            id: Name,
            name: Name,
            kind: z.enum(['identity', 'boundary', 'scp', 'rcp']),
            detail: Name,
            levelId: Name.optional(),
          }),
        )
        .max(100),
    })
    .partial(),
});

function toSetup({ questions, changes }: z.output<typeof SetupShape>): Setup {
  return { questions: { ...NO_QUESTIONS, ...questions }, changes: { ...NO_CHANGES, ...changes } };
}

/** Returns the setup in a fragment, or null if it is a different one. */
export function readSetup(hash: string): Setup | null {
  const text = setupIn(hash);
  if (text === undefined) return null;
  const { success, data } = SetupShape.safeParse(readJson(() => decodeURIComponent(text)));
  return success ? toSetup(data) : null;
}

function readJson(text: () => string): unknown {
  try {
    return JSON.parse(text());
  } catch {
    return undefined;
  }
}

const SavedSets = z
  .array(
    z.object({
      name: z.string().min(1).max(128),
      principal: Name.nullable(),
      setup: SetupShape,
      outcomes: z.record(Name, Name),
      answeredAt: z.string().max(40),
    }),
  )
  .max(MOST_SETS);

/** Returns the browser's saved sets by name. Empty if there are none or the data is invalid. */
export function readSets(stored: string | null): SavedSet[] {
  const { success, data } = SavedSets.safeParse(stored === null ? null : readJson(() => stored));
  return success ? data.map((set) => ({ ...set, setup: toSetup(set.setup) })) : [];
}
