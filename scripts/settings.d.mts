import type { Quotas } from './quotas.mjs';

export type LogLevel = 'silent' | 'error' | 'warn' | 'info' | 'debug' | 'trace';

/** What each means and its default: the list at the top of settings.mjs. */
export type Settings = {
  port: number;
  apiPort: number;
  host: string;
  /** Whether other machines can reach `host`. */
  exposed: boolean;
  /** Absolute. */
  dataDir: string;
  /** `file:` with an absolute path, or `postgresql:`. */
  databaseUrl: string;
  demo: boolean;
  resetToken: string | null;
  quotas: Quotas;
  /** Whether hot queries skip Prisma on SQLite. */
  directQueries: boolean;
  logLevel: LogLevel;
  /** At least 32 characters. Read, or generated and stored, the first time it is asked for. */
  readonly secretKey: string;
};

/** A setting that cannot be used; the message is one sentence for whoever started the program. */
export class SettingsError extends Error {}

/** Reads and checks the settings of an environment. Throws a SettingsError. */
export function readSettings(env: Record<string, string | undefined>): Settings;
