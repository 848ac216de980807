import { readFile } from 'node:fs/promises';
import { join } from 'node:path';
import * as accessanalyzer from '@aws-sdk/client-accessanalyzer';
import * as budgets from '@aws-sdk/client-budgets';
import * as cloudtrail from '@aws-sdk/client-cloudtrail';
import * as ce from '@aws-sdk/client-cost-explorer';
import * as dynamodb from '@aws-sdk/client-dynamodb';
import * as ec2 from '@aws-sdk/client-ec2';
import * as iam from '@aws-sdk/client-iam';
import * as identitystore from '@aws-sdk/client-identitystore';
import * as kms from '@aws-sdk/client-kms';
import * as lambda from '@aws-sdk/client-lambda';
import * as organizations from '@aws-sdk/client-organizations';
import * as tag from '@aws-sdk/client-resource-groups-tagging-api';
import * as s3 from '@aws-sdk/client-s3';
import * as s3control from '@aws-sdk/client-s3-control';
import * as secretsmanager from '@aws-sdk/client-secrets-manager';
import * as sns from '@aws-sdk/client-sns';
import * as sqs from '@aws-sdk/client-sqs';
import * as ssoPortal from '@aws-sdk/client-sso';
import * as sso from '@aws-sdk/client-sso-admin';
import * as ssoOidc from '@aws-sdk/client-sso-oidc';
import * as sts from '@aws-sdk/client-sts';
import { loadCatalog } from '@gatehouse/catalog/load-catalog';
import { expect, it } from 'vitest';
import { fromModules, registriesOf, registryOf } from '../../core/module/module';
import { type AnyOperation, isWrite } from '../../core/operation';
import { createTestWorld } from '../../core/test-world';
import { userWith } from '../../organizations/test-organization';
import { apiCoverage, GetApiCoverage } from './operations';
import { REMARKED } from './remarks';

const SDK = {
  iam,
  organizations,
  sts,
  sso,
  identitystore,
  'sso-oauth': ssoOidc,
  awsssoportal: ssoPortal,
  ce,
  budgets,
  cloudtrail,
  tag,
  'access-analyzer': accessanalyzer,
  ec2,
  kms,
  s3,
  s3control,
  secretsmanager,
  sns,
  sqs,
  dynamodb,
  lambda,
};
/** The services with all of their operations. */
const WHOLE: readonly string[] = ['iam', 'organizations', 'sts', 'identitystore', 'ce', 'budgets', 'tag', 'access-analyzer'];
const NAMES = Object.keys(SDK) as (keyof typeof SDK)[];

/** Returns a client's operations by its command classes, because the product reads its schemas. */
const commandsOf = (service: keyof typeof SDK) =>
  Object.keys(SDK[service])
    .filter((name) => /^[A-Z]\w+Command$/.test(name) && name !== '$Command')
    .map((name) => name.replace(/Command$/, ''))
    .sort();

it('lists all SDK operations of complete services, and only implemented ones of partial services', async () => {
  const listed = await apiCoverage();
  const of = (service: string) => listed.filter(({ Service }) => Service === service).map(({ Name }) => Name);
  for (const service of NAMES) {
    const isWhole = WHOLE.includes(service);
    expect(of(service)).toEqual(isWhole ? commandsOf(service) : Object.keys(registryOf(service)).sort());
    expect(commandsOf(service)).toEqual(expect.arrayContaining(of(service)));
  }
});

it('marks exactly the registered operations as implemented', async () => {
  const listed = await apiCoverage();
  for (const service of NAMES) {
    const marked = listed.filter(({ Service, Implemented }) => Service === service && Implemented).map(({ Name }) => Name);
    expect(marked).toEqual(Object.keys(registryOf(service)).sort());
  }
});

it('has the access level of every operation that is implemented or in the catalog, and the resource types of CreateUser', async () => {
  const [listed, catalog] = [await apiCoverage(), loadCatalog()];
  expect(listed.find(({ Name }) => Name === 'CreateUser')).toMatchObject({ AccessLevel: 'Write', ResourceTypes: ['user'] });
  const unknown = listed.filter(({ Service, Name, Implemented }) => !Implemented && !catalog.action(`${Service}:${Name}`));
  expect(listed.filter(({ AccessLevel }) => AccessLevel === undefined)).toEqual(unknown);
});

/** Returns the names in a section of docs/api.md. */
async function namedUnder(heading: string): Promise<(string | undefined)[]> {
  const text = await readFile(join(import.meta.dirname, '../../../docs/api.md'), 'utf8');
  const section = new RegExp(`^${heading}$([\\s\\S]*?)^###? `, 'm').exec(text)?.[1] ?? '';
  return [...section.matchAll(/`(\w+)`/g)].map(([, name]) => name).sort();
}

it('matches the partially available services in docs/api.md', async () => {
  const namesOf = (services: readonly string[]) => services.flatMap((service) => Object.keys(registryOf(service))).sort();
  const parts = NAMES.filter(
    (service) =>
      !WHOLE.includes(service) && !['cloudtrail', 'sso', 'identitystore', 'sso-oauth', 'awsssoportal'].includes(service),
  );
  expect(await namedUnder('### Resources to try policies on')).toEqual(namesOf(parts));
  expect(await namedUnder('### The event history')).toEqual(namesOf(['cloudtrail']));
  expect(await namedUnder('### IAM Identity Center')).toEqual(namesOf(['sso']));
  expect(await namedUnder('### The access portal')).toEqual(namesOf(['sso-oauth', 'awsssoportal']));
});

it('matches the missing operations in docs/api.md', async () => {
  const named = await namedUnder('### Missing operations');
  const missing = (await apiCoverage())
    .filter(({ Service, Implemented }) => !Implemented && WHOLE.includes(Service))
    .map(({ Name }) => Name);
  expect(named).toEqual(missing.sort());
});

it('has remarks on available operations alone', async () => {
  const remarked = (await apiCoverage()).filter(({ Remark }) => Remark !== undefined);
  expect(remarked.map(({ Service, Name }) => `${Service}:${Name}`).sort()).toEqual(REMARKED.toSorted());
});

it('needs no permission', async () => {
  const world = await createTestWorld();
  const nobody = await userWith(world, await world.account(), 'nobody');
  expect((await nobody.run(GetApiCoverage, {})).Operations).toHaveLength((await apiCoverage()).length);
  await world.close();
});

it('every write operation uses an action of the catalog', () => {
  const catalog = loadCatalog();
  const written = [...fromModules(registriesOf).values()].flatMap((registry) =>
    Object.values<AnyOperation>(registry).filter(isWrite),
  );
  const unnamed = written
    // No policy decides the calls of programs that sign people in, and of these people.
    .filter(({ service }) => service !== 'sso-oauth' && service !== 'awsssoportal')
    .map(({ service, name, action = `${service}:${name}` }) => action)
    // A token replaces the policies of SCIM's calls, so AWS has no actions for them.
    .filter((action) => !action.startsWith('identitystore-scim:') && catalog.action(action) === undefined);
  expect(unnamed).toEqual([]);
});
