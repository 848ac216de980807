import { z } from 'zod';
import { checked } from '@/components/console/form/form-schema';

/** The schema of a wizard's boundary: null without one, empty until one is chosen. */
export const boundaryChoice = checked(z.string().nullable(), (arn) =>
  arn === '' ? 'Choose the policy to use as the permissions boundary, or create it without one.' : null,
);
