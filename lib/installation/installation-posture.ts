import { z } from 'zod';
import { validateInput } from '../core/module/validate-input';
import type { Database } from '../db/client';
import { ExportPosture } from '../posture/operations';
import { type Origin, runAsRoot } from './run-as-root';

/** Posture findings of any account, for holders of the reset token. */
export type InstallationPosture = {
  /**
   * Exports findings.
   * @param wishes the query's `format`, `reach` and `part`
   * @returns the file's text and the number of parts
   * @throws AwsError ValidationError for an invalid request, NoSuchEntity for an unknown account
   */
  export(accountId: string, wishes: unknown, origin: Origin): Promise<{ content: string; parts: number }>;
};

const ExportWishes = z.strictObject({
  format: z.enum(['csv', 'asff']).default('asff'),
  reach: z.enum(['account', 'organization']).default('account'),
  part: z.coerce.number().int().min(1).max(10_000).default(1),
});

/** Returns the calls. They run the console's operation as the account's root user, so it is checked and recorded as usual. */
export function installationPosture(database: Database): InstallationPosture {
  return {
    export: async (accountId, wishes, origin) => {
      const { format, reach, part } = validateInput('gatehouse', ExportWishes, wishes);
      const input = { Format: format, Reach: reach, Part: part };
      const { Content, Parts } = await runAsRoot(database, accountId, origin, ExportPosture, input);
      return { content: Content, parts: Parts };
    },
  };
}
