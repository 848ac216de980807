import { z } from 'zod';
import { checked } from '@/components/console/form/form-schema';

/** The boundary that a wizard asks for: null for none, empty while it is not chosen yet. */
export const boundaryChoice = checked(z.string().nullable(), (arn) =>
  arn === '' ? 'Choose the policy to use as the permissions boundary, or create it without one.' : null,
);
