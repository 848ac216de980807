import { z } from 'zod';
import { ExistingUserName, Paging } from '../shapes';

// AWS: without a name, this is about the caller, the root user included.
export const ListSigningCertificatesInput = z.object({ UserName: ExistingUserName.optional(), ...Paging });
