import { z } from 'zod';
import { ExistingUserName, Paging } from '../shapes';

// AWS: without a name, this is about the caller.
export const ListSSHPublicKeysInput = z.object({ UserName: ExistingUserName.optional(), ...Paging });
