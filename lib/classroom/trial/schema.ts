import { z } from 'zod';
import { Check, Key, Line } from '../../scenario';
import { Given } from '../schema';

const ofDraft = { draft: Given };
const name = (what: string) => z.string(`Enter ${what}.`).trim().min(1, `Enter ${what}.`).pipe(Line);
const key = (what: string) =>
  Key.or(z.never({ error: `${what} must begin with a letter and can contain lower-case letters, digits and hyphens.` }));
const text = (what: string) => z.string(`Enter ${what}.`).trim().min(1, `Enter ${what}.`).max(8000, `${what} is too long.`);

export const AddScenarioInput = z.strictObject({
  id: key('The id'),
  title: name('a title'),
  story: text('the story'),
  task: text('the task'),
  language: z
    .string()
    .regex(/^[a-z]{2,3}(?:-[A-Z]{2})?$/, 'Enter a language such as en or pt-BR.')
    .default('en'),
  accounts: z
    .array(z.strictObject({ key: key('The key of an account'), name: name('a name of the account') }))
    .min(1, 'A scenario needs at least one account.')
    .max(12, 'A scenario can have up to 12 accounts.')
    .refine((all) => new Set(all.map((one) => one.key)).size === all.length, 'Two accounts have the same key.'),
  personas: z
    .array(
      z.strictObject({
        name: z
          .string('Enter a user name.')
          .regex(/^[\w+=,.-]{1,64}$/, 'User names can contain letters, digits and +=,._- but no spaces.'),
        account: Key,
        about: name('who the persona is'),
        isAdministrator: z.boolean().default(false),
      }),
    )
    .min(1, 'At least one persona must sign in.')
    .max(20, 'A new scenario can have up to 20 personas.')
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
