import { z } from 'zod';
import { text } from '../../core/shapes';

export const GetDelegatedAccessTokenInput = z.object({ TradeInToken: text({ min: 1, max: 4096 }) });
