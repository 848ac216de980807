import { readFileSync } from 'node:fs';
import { createRequire } from 'node:module';
import { dirname, join } from 'node:path';
import { wireErrorNames, wireOperationNames } from '../protocol/sdk-schemas';

const resolve = createRequire(import.meta.url).resolve;

/** The packages whose names are not those of their services. */
const PACKAGES: { readonly [Service in string]?: string } = {
  'access-analyzer': 'accessanalyzer',
  ce: 'cost-explorer',
  s3control: 's3-control',
  secretsmanager: 'secrets-manager',
};

/**
 * Which errors AWS's model declares for each operation of a service. The SDK's schemas say what errors a service has but not which
 * operation can answer them; the documentation of its commands, which comes with the package, does.
 */
export function declaredErrors(service: string): ReadonlyMap<string, readonly string[]> {
  const commands = join(dirname(resolve(`@aws-sdk/client-${PACKAGES[service] ?? service}`)), '../dist-types/commands');
  const known = new Set(wireErrorNames(service));
  return new Map(
    wireOperationNames(service).map((operation) => {
      const documentation = readFileSync(join(commands, `${operation}Command.d.ts`), 'utf8');
      const thrown = [...documentation.matchAll(/@throws \{@link (\w+)\}/g)].map(([, name = '']) => name);
      // The SDK's own base class is documented with them.
      return [operation, thrown.filter((name) => known.has(name))];
    }),
  );
}
