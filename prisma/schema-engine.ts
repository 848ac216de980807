import { readFile } from 'node:fs/promises';
import { createRequire } from 'node:module';
import { setTimeout } from 'node:timers';
import {
  bindMigrationAwareSqlAdapterFactory,
  type SqlDriverAdapter,
  type SqlMigrationAwareDriverAdapterFactory,
} from '@prisma/driver-adapter-utils';
import * as engineModule from '@prisma/schema-engine-wasm/schema_engine_bg';

export const NO_FILTERS = { externalTables: [], externalEnums: [] };

/**
 * Runs `work` with Prisma's schema engine on the given database and lets go of both afterwards.
 *
 * Prisma's CLI would download a native engine; this is the same engine as WebAssembly, from an npm package.
 */
export async function withSchemaEngine<T>(
  factory: SqlMigrationAwareDriverAdapterFactory,
  work: (engine: engineModule.SchemaEngine) => Promise<T>,
): Promise<T> {
  await instantiateEngine();
  const connections: SqlDriverAdapter[] = [];
  const bound = bindMigrationAwareSqlAdapterFactory(keepTrack(factory, connections));
  const engine = await engineModule.SchemaEngine.new({ datamodels: undefined }, () => undefined, bound);
  try {
    return await work(engine);
  } finally {
    engine.free();
    for (const connection of connections) await connection.dispose();
  }
}

// The engine leaves its connections open, and an open one locks the whole SQLite database.
function keepTrack(
  factory: SqlMigrationAwareDriverAdapterFactory,
  connections: SqlDriverAdapter[],
): SqlMigrationAwareDriverAdapterFactory {
  const tracked = (connect: () => Promise<SqlDriverAdapter>) => async () => {
    const connection = await connect();
    connections.push(connection);
    return connection;
  };
  return {
    provider: factory.provider,
    adapterName: factory.adapterName,
    connect: tracked(() => factory.connect()),
    connectToShadowDb: tracked(() => factory.connectToShadowDb()),
  };
}

let instantiated: Promise<void> | undefined;

function instantiateEngine(): Promise<void> {
  instantiated ??= (async () => {
    const program = createRequire(import.meta.url).resolve('@prisma/schema-engine-wasm/schema_engine_bg');
    const file = program.replace(/\.js$/, '.wasm');
    const { instance } = await WebAssembly.instantiate(await readFile(file), { './schema_engine_bg.js': engineImports() });
    engineModule.__wbg_set_wasm(instance.exports);
    if (typeof instance.exports.__wbindgen_start === 'function') instance.exports.__wbindgen_start();
  })();
  return instantiated;
}

// The engine never clears the 10 s timer of its lock on PostgreSQL, which would keep the process from ending that long.
function engineImports(): WebAssembly.ModuleImports {
  const imports: WebAssembly.ModuleImports = {};
  for (const [name, value] of Object.entries(engineModule)) imports[name] = value;
  for (const name of Object.keys(imports).filter((key) => key.startsWith('__wbg_setTimeout_'))) {
    imports[name] = (callback: () => void, delay: number) => setTimeout(callback, delay).unref();
  }
  return imports;
}
