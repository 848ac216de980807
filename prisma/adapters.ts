import { PrismaPg } from '@prisma/adapter-pg';
import type { SqlMigrationAwareDriverAdapterFactory } from '@prisma/driver-adapter-utils';
import { isPostgresUrl } from '@/lib/db/is-postgres-url';
import { sqliteAdapterFactory } from '@/lib/db/sqlite/sqlite-adapter';

export type Provider = 'sqlite' | 'postgresql';

/** The driver of the database that a URL names, in the form both the schema engine and plain SQL use. */
export function createAdapterFactory(url: string): SqlMigrationAwareDriverAdapterFactory {
  return isPostgresUrl(url) ? new PrismaPg({ connectionString: url, max: 2 }) : sqliteAdapterFactory(url);
}
