import { z } from 'zod';
import { ExistingUserName, Paging } from '../shapes';

export const ListServiceSpecificCredentialsInput = z.object({
  // AWS: without a name and without AllUsers, this is about the caller.
  UserName: ExistingUserName.optional(),
  ServiceName: z.string().optional(),
  AllUsers: z.boolean().optional(),
  ...Paging,
});
