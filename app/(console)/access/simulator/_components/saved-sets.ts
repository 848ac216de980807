import { z } from 'zod';
import { CREDENTIALS_OF_ROLES, CREDENTIALS_OF_USERS } from '@/lib/access/schema';
import { NO_CHANGES, type PolicyChanges } from './policy-set';
import { NO_QUESTIONS, type Questions } from './questions-panel';

/** All that is set up on the page beside the principal: the questions, and what was changed of the policies. */
export type Setup = { questions: Questions; changes: PolicyChanges };

const Text = z.string().max(131_072);
const Name = z.string().max(4096);

/** It may come from an address that anybody wrote, or from an older version of this page: what is not understood is left out. */
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

const FRAGMENT = 'setup';

/** The fragment of an address that sets the page up so. */
export function setupFragment(setup: Setup): string {
  return `${FRAGMENT}=${encodeURIComponent(JSON.stringify(setup))}`;
}

/** What a fragment sets up; null where it is another one. */
export function readSetup(hash: string): Setup | null {
  const text = hash.replace(/^#/, '');
  if (!text.startsWith(`${FRAGMENT}=`)) return null;
  const { success, data } = SetupShape.safeParse(readJson(() => decodeURIComponent(text.slice(FRAGMENT.length + 1))));
  return success ? toSetup(data) : null;
}

function readJson(text: () => string): unknown {
  try {
    return JSON.parse(text());
  } catch {
    return undefined;
  }
}

/** A set of questions under a name, with the answers it had. */
export type SavedSet = {
  name: string;
  principal: string | null;
  setup: Setup;
  /** By action and resource, in words. */
  outcomes: Readonly<Record<string, string>>;
  /** ISO 8601. */
  answeredAt: string;
};

/** A browser keeps so many for one reader: each can hold the texts of many policies. */
const MOST_SETS = 50;

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

/** The sets that a browser keeps, by name; none where there are none, or where what it keeps is no list of sets. */
export function readSets(stored: string | null): SavedSet[] {
  const { success, data } = SavedSets.safeParse(readJson(() => stored ?? ''));
  return success ? data.map((set) => ({ ...set, setup: toSetup(set.setup) })) : [];
}

/** With a set more, which takes the place of one of its name. */
export function withSet(sets: readonly SavedSet[], set: SavedSet): SavedSet[] {
  const others = sets.filter(({ name }) => name !== set.name);
  return [...others, set].sort((a, b) => a.name.localeCompare(b.name));
}

/** Whether there is room for a set of that name. */
export function hasRoomFor(sets: readonly SavedSet[], name: string): boolean {
  return sets.length < MOST_SETS || sets.some((set) => set.name === name);
}

/** The answers that came out otherwise than before; a question that was not asked before is none. */
export function changedOutcomes(
  before: Readonly<Record<string, string>>,
  now: Readonly<Record<string, string>>,
): { question: string; before: string; now: string }[] {
  return Object.entries(now).flatMap(([question, outcome]) => {
    const was = before[question];
    return was === undefined || was === outcome ? [] : [{ question, before: was, now: outcome }];
  });
}
