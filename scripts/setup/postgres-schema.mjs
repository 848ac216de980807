// The datasource provider is fixed per generated client, so PostgreSQL gets a schema of its own. It is always derived from
// schema.prisma and never edited.

/**
 * The PostgreSQL form of a SQLite Prisma schema.
 *
 * @param {string} schema the text of schema.prisma
 * @param {string} [output] the generator's output folder, relative to where the derived schema is written
 * @returns {string}
 */
export function toPostgresSchema(schema, output = '.') {
  const provider = /^(datasource\s+\w+\s*\{[^}]*?\bprovider\s*=\s*)"sqlite"/m;
  const folder = /^(generator\s+\w+\s*\{[^}]*?\boutput\s*=\s*)"[^"]*"/m;
  if (!provider.test(schema) || !folder.test(schema)) {
    throw new Error(
      'prisma/schema.prisma no longer has the datasource provider or generator output that the PostgreSQL schema replaces.',
    );
  }
  return schema.replace(provider, '$1"postgresql"').replace(folder, `$1"${output}"`);
}
