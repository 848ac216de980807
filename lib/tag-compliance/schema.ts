import { z } from 'zod';
import { ListInput } from '../core/list/schema';

const Reach = z.enum(['account', 'organization']);

export const ListTagComplianceInput = ListInput.extend({ Reach });
