import { z } from 'zod';
import { checked } from '@/components/console/form/form-schema';
import { checkTags } from '@/components/console/form/tag-rules';

/** What is wrong with the description of a key, which is the value of a tag; null where nothing is. */
export function descriptionProblem(text: string): string | null {
  return checkTags([{ Key: 'key', Value: text }])[0]?.message ?? null;
}

/** What is asked before an access key is made. But for the description, which becomes a tag, nothing of it is part of a call. */
export const accessKeyFormSchema = z.object({
  useCase: checked(z.enum(['cli', 'local', 'compute', 'third-party', 'outside', 'other']).nullable(), (useCase) =>
    useCase === null ? 'Choose what the access key is for.' : null,
  ),
  description: checked(z.string(), descriptionProblem),
  understood: checked(z.boolean(), (understood) => (understood ? null : 'Confirm that you want an access key all the same.')),
});

export type AccessKeyForm = z.infer<typeof accessKeyFormSchema>;
export type UseCase = NonNullable<AccessKeyForm['useCase']>;
export const NEW_ACCESS_KEY: AccessKeyForm = { useCase: null, description: '', understood: false };
