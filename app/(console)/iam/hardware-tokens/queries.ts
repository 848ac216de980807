import { consoleQuery } from '@/lib/console/query';
import type { Json } from '@/lib/console/result';
import type { OutputOf } from '@/lib/core/operation';
import type { ListHardwareTokens } from '@/lib/iam/mfa/hardware-token-operations';

export type HardwareToken = Json<OutputOf<typeof ListHardwareTokens>>['Tokens'][number];

/** Reads all hardware tokens. An account has no more than one page. */
export const hardwareTokensQuery = () => consoleQuery('console', 'ListHardwareTokens', { MaxItems: 1000 });
