import { z } from 'zod';
import { PrincipalId } from '../../identity-center/shapes';

export const GetPersonSessionsInput = z.object({ UserId: PrincipalId });
