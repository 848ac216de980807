import { z } from 'zod';
import { validateInput } from '../core/validate-input';
import type { Database } from '../db/client';
import { ExportPosture } from '../posture/operations';
import { type Origin, runAsRoot } from './run-as-root';

/** The findings of any account's security checks, for whoever may also reset the installation. */
export type InstallationPosture = {
  /**
   * @param wishes members of the query: `format`, `reach` and `part`
   * @returns the file's text, and how many parts there are
   * @throws AwsError ValidationError for wishes that cannot be met, NoSuchEntity for an account that is not there
   */
  export(accountId: string, wishes: unknown, origin: Origin): Promise<{ content: string; parts: number }>;
};

const ExportWishes = z.strictObject({
  format: z.enum(['csv', 'asff']).default('asff'),
  reach: z.enum(['account', 'organization']).default('account'),
  part: z.coerce.number().int().min(1).max(10_000).default(1),
});

/** Runs the operation of the console as the root user of the account, so it is checked and recorded as ever. */
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
