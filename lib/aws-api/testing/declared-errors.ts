import { readFileSync } from 'node:fs';
import { createRequire } from 'node:module';
import { dirname, join } from 'node:path';
import { wireErrorNames, wireOperationNames } from '../protocol/sdk-schemas';

const resolve = createRequire(import.meta.url).resolve;

/** The packages with other names than their services. */
const PACKAGES: { readonly [Service in string]?: string } = {
  'access-analyzer': 'accessanalyzer',
  ce: 'cost-explorer',
  s3control: 's3-control',
  secretsmanager: 'secrets-manager',
  sso: 'sso-admin',
  awsssoportal: 'sso',
  'sso-oauth': 'sso-oidc',
  tag: 'resource-groups-tagging-api',
};

/**
 * Returns the errors that AWS's model declares for each operation of a service. The SDK's schemas list errors only by service, so they are read from
 * the documentation of its commands.
 */
export function declaredErrors(service: string): ReadonlyMap<string, readonly string[]> {
  const commands = join(dirname(resolve(`@aws-sdk/client-${PACKAGES[service] ?? service}`)), '../dist-types/commands');
  const known = new Set(wireErrorNames(service));
  return new Map(
    wireOperationNames(service).map((operation) => {
      const documentation = readFileSync(join(commands, `${operation}Command.d.ts`), 'utf8');
      const thrown = [...documentation.matchAll(/@throws \{@link (\w+)\}/g)].map(([, name = '']) => name);
      // The documentation also lists the SDK's own base class.
      return [operation, thrown.filter((name) => known.has(name))];
    }),
  );
}
