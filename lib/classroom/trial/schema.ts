import { z } from 'zod';
import { Check, Key, Line } from '../../scenario';
import { Given } from '../schema';

const ofDraft = { draft: Given };
const name = (what: string) => z.string(`Write ${what}.`).trim().min(1, `Write ${what}.`).pipe(Line);
const key = (what: string) =>
  Key.or(z.never({ error: `${what} has small letters, digits and hyphens, and begins with a letter.` }));
const text = (what: string) => z.string(`Write ${what}.`).trim().min(1, `Write ${what}.`).max(8000, `${what} is too long.`);

export const AddScenarioInput = z.strictObject({
  id: key('The id'),
  title: name('a title'),
  story: text('the story'),
  task: text('what is to be done'),
  language: z
    .string()
    .regex(/^[a-z]{2,3}(?:-[A-Z]{2})?$/, 'Write a language such as en or pt-BR.')
    .default('en'),
  accounts: z
    .array(z.strictObject({ key: key('The short name of an account'), name: name('a name of the account') }))
    .min(1, 'A scenario has an account at least.')
    .max(12, 'A scenario has 12 accounts at most.')
    .refine((all) => new Set(all.map((one) => one.key)).size === all.length, 'Two accounts have the same short name.'),
  personas: z
    .array(
      z.strictObject({
        name: z
          .string('Write a user name.')
          .regex(/^[\w+=,.-]{1,64}$/, 'User names have letters, digits and +=,._- and no spaces.'),
        account: Key,
        about: name('who the persona is'),
        isAdministrator: z.boolean().default(false),
      }),
    )
    .min(1, 'Somebody has to sign in.')
    .max(20, 'A scenario that begins has 20 personas at most.')
    .refine(
      (all) => new Set(all.map((one) => `${one.name.toLowerCase()}@${one.account}`)).size === all.length,
      'Two personas are the same user.',
    ),
});
export const TrialInput = z.strictObject(ofDraft);
export const EnterTrialInput = z.strictObject({ ...ofDraft, persona: Given });
export const FindTrialDraftInput = z.strictObject({ account: Given });
export const KeepRecordedInput = z.strictObject({
  ...ofDraft,
  part: z.enum(['setup', 'solution']),
  /** The positions of the recorded operations to add, in the order in which they run. */
  operations: z.array(z.int().min(0)).max(300),
  /** The digest of the edited files. */
  base: Given,
});
export const TakeCheckInput = z.strictObject({
  ...ofDraft,
  stepId: Given,
  check: Check,
  base: Given,
});
export const MarkEquivalentInput = z.strictObject({
  ...ofDraft,
  mutant: z.string().min(1).max(300),
  reason: text('the reason'),
  base: Given,
});
export const StartTryInput = z.strictObject({
  ...ofDraft,
  kind: z.enum(['test', 'propose']),
  /** The name of a mutation that no check detects; the proposal should detect it. */
  against: z.string().min(1).max(300).optional(),
});
