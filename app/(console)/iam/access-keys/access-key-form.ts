import { z } from 'zod';
import { checked } from '@/components/console/form/form-schema';
import { checkTags } from '@/components/console/form/tag-rules';

/** Returns the problem with a key's description, which is a tag's value; null if there is none. */
export function descriptionProblem(text: string): string | null {
  return checkTags([{ Key: 'key', Value: text }])[0]?.message ?? null;
}

/** The form before an access key is created. Only the description is sent; it becomes a tag. */
export const accessKeyFormSchema = z.object({
  useCase: checked(z.enum(['cli', 'local', 'compute', 'third-party', 'outside', 'other']).nullable(), (useCase) =>
    useCase === null ? 'Choose the use case of the access key.' : null,
  ),
  description: checked(z.string(), descriptionProblem),
  understood: checked(z.boolean(), (understood) => (understood ? null : 'Confirm that you want to create an access key.')),
});

export type AccessKeyForm = z.infer<typeof accessKeyFormSchema>;
export type UseCase = NonNullable<AccessKeyForm['useCase']>;
export const NEW_ACCESS_KEY: AccessKeyForm = { useCase: null, description: '', understood: false };
