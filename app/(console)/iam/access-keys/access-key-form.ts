import { z } from 'zod';
import { checked } from '@/components/console/form/form-schema';

/** What is asked before an access key is made. None of it is part of the call. */
export const accessKeyFormSchema = z.object({
  useCase: checked(z.enum(['cli', 'local', 'compute', 'third-party', 'outside', 'other']).nullable(), (useCase) =>
    useCase === null ? 'Choose what the access key is for.' : null,
  ),
  understood: checked(z.boolean(), (understood) => (understood ? null : 'Confirm that you want an access key all the same.')),
});

export type AccessKeyForm = z.infer<typeof accessKeyFormSchema>;
export type UseCase = NonNullable<AccessKeyForm['useCase']>;
export const NEW_ACCESS_KEY: AccessKeyForm = { useCase: null, understood: false };
