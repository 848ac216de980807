import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { tagPolicyTypes } from '../../core/declarative-policies/tags';
import { AwsError } from '../../core/errors';
import { errorCode } from '../../core/module/error-codes';
import { fromModules, registriesOf, serviceNamed } from '../../core/module/module';
import type { AnyOperation } from '../../core/operation';
import { type InputSchema, schemaParts } from '../../core/schema-parts';
import { type Actor, createTestWorld, type TestWorld } from '../../core/test-world';
import { type Contract, callAbout, type Input, membersOf, type Names } from '../../core/testing/contract';
import { iamContracts } from '../../iam/test-contracts';
import { resourceContracts } from '../../resources/test-contracts';
import { AttachPolicy, DetachPolicy } from '../attachment/operations';
import { CreatePolicy } from '../policy/operations';
import { organizationsContracts } from '../test-contracts';
import { organizationOf } from '../test-organization';
import { enablePolicyType } from '../test-tables';

// Law over the operations of all services: a call fails with its service's own error if it puts a refused tag on a resource of an
// enforced type. No other call fails so.

const KEY = 'forbidden';

/** Returns the parts of a schema that are objects, lists or mappings. */
const partsOf = (schema: InputSchema | undefined) => (schema ? schemaParts(schema) : []).map(({ _zod: { def } }) => def);

/** Returns the value of a member that holds tags, with one tag, or undefined for other members. */
function tagsIn(name: string, schema: InputSchema): unknown {
  for (const { element, valueType, shape } of partsOf(schema)) {
    const isTags = /^tags?$|^tagset$/i.test(name);
    if (valueType && isTags) return { [KEY]: 'x' };
    for (const tag of partsOf(element)) {
      const members = Object.keys(tag.shape ?? {});
      const [key, value] = [members.find((one) => /^(tag)?key$/i.test(one)), members.find((one) => /^(tag)?value$/i.test(one))];
      if (isTags && key && value) return [{ [key]: KEY, [value]: 'x' }];
      const inner = tag.shape && tagsOfMembers(tag.shape);
      // EC2 names the type that a list of tags is for.
      if (inner) return [{ ...(members.includes('ResourceType') && { ResourceType: 'instance' }), ...inner }];
    }
    const inner = shape && tagsOfMembers(shape);
    if (inner) return inner;
  }
  return undefined;
}

function tagsOfMembers(shape: Readonly<Record<string, InputSchema>>): Input | undefined {
  for (const [name, schema] of Object.entries(shape)) {
    if (!/tag|configuration/i.test(name)) continue;
    const value = tagsIn(name, schema);
    if (value !== undefined) return { [name]: value };
  }
  return undefined;
}

type Tagging = { service: string; name: string; operation: AnyOperation; contract: Contract; tags: Input };

const CONTRACTS = [...iamContracts, ...organizationsContracts, ...resourceContracts].map(([, contract]) => contract);

/** Returns the operations of services with tag policies whose input has tags. */
function taggingOperations(): Tagging[] {
  return [...fromModules(registriesOf)].flatMap(([service, registry]) =>
    Object.entries(registry).flatMap(([name, operation]) => {
      const policies = serviceNamed(service === 's3control' ? 's3' : service)?.tagPolicies;
      const tags = policies && tagsOfMembers((operation.input as { shape?: Readonly<Record<string, InputSchema>> }).shape ?? {});
      const contract = CONTRACTS.find(({ operations }) => operations[name] === operation);
      return tags && contract ? [{ service, name, operation, contract, tags }] : [];
    }),
  );
}

/** The operations that are not refused, with the reason. */
const PASSES: Readonly<Record<string, string>> = {
  'iam:CreateUser': 'Tag policies do not know users.',
  'iam:TagUser': 'Tag policies do not know users.',
  'iam:CreateRole': 'Tag policies do not know roles.',
  'iam:TagRole': 'Tag policies do not know roles.',
  'ec2:DeleteTags': 'It takes tags away.',
  's3:PutObjectTagging': 'Tag policies do not know objects.',
  'organizations:PutResourcePolicy': 'Tag policies only report resource policies.',
};

const CODES: Readonly<Record<string, string>> = {
  iam: 'InvalidInput',
  organizations: 'ConstraintViolationException',
  ec2: 'TagPolicyViolation',
  sns: 'TagPolicy',
  sqs: 'InvalidParameterValue',
  s3: 'TagPolicyException',
  s3control: 'TagPolicyException',
  dynamodb: 'ValidationException',
  kms: 'TagException',
  lambda: 'InvalidParameterValueException',
  secretsmanager: 'InvalidParameterException',
};

let world: TestWorld;
beforeAll(async () => {
  world = await createTestWorld();
});
afterAll(() => world.close());

type Scene = { root: Actor; rootId: string; made: Names };
const scenes = new Map<Contract, Promise<Scene>>();
const policies = new Map<string, Promise<string>>();

/** Returns an organization's management account with the resources of a contract. */
function sceneOf(contract: Contract): Promise<Scene> {
  const known = scenes.get(contract);
  if (known) return known;
  const scene = (async () => {
    const root = await world.account();
    const { rootId } = await organizationOf(world, root);
    await enablePolicyType(root, 'TAG_POLICY');
    return { root, rootId, made: await contract.make(root, { name: 'held', secret: 'held' }) };
  })();
  scenes.set(contract, scene);
  return scene;
}

/** Returns a good call about the resources of a scene. Their names are not members of every call. */
function inputAbout({ root, made }: Scene, contract: Contract, name: string, more: Input = {}): Input {
  const members = membersOf(contract.operations[name]);
  return callAbout(contract, name, made, {
    ...(members.includes('Resources') && { Resources: [made.InstanceId] }),
    ...(members.includes('AccountId') && members.includes('ResourceArn') && { AccountId: root.accountId }),
    ...more,
  });
}

async function underPolicy<Result>({ root, rootId }: Scene, rule: object, run: () => Promise<Result>): Promise<Result> {
  const Content = JSON.stringify({ tags: { [KEY]: { tag_value: { '@@assign': [] }, ...rule } } });
  const Name = `p-${Object.keys(rule).join('-')}`;
  const key = `${root.accountId} ${Name}`;
  const made =
    policies.get(key) ??
    root.run(CreatePolicy, { Name, Description: '', Type: 'TAG_POLICY', Content }).then(({ Policy }) => Policy.PolicySummary.Id);
  policies.set(key, made);
  const PolicyId = await made;
  await root.run(AttachPolicy, { PolicyId, TargetId: rootId });
  const result = await run();
  await root.run(DetachPolicy, { PolicyId, TargetId: rootId });
  return result;
}

function isRefusal(error: unknown): error is AwsError {
  return error instanceof AwsError && error.refusal?.policyType === 'TAG_POLICY';
}

async function errorOf(root: Actor, operation: AnyOperation, input: Input): Promise<unknown> {
  return root.run(operation, input as never).then(
    () => null,
    (error: unknown) => error,
  );
}

const ENFORCED = { enforced_for: { '@@assign': tagPolicyTypes().filter((type) => type !== 'organizations:resourcepolicy') } };

describe('a tag that a tag policy does not allow', () => {
  const calls = taggingOperations();

  it('is tested with every service that has tag policies', () => {
    const services = new Set(tagPolicyTypes().map((type) => type.split(':')[0]));
    expect(new Set(calls.map(({ service }) => service))).toEqual(new Set([...services, 's3control']));
    expect(calls.length).toBeGreaterThan(35);
  });

  it.each(calls.map((call) => [`${call.service}:${call.name}`, call] as const))(
    'is refused by %s if enforced',
    async (id, call) => {
      const { operation, contract, tags, service, name } = call;
      const scene = await sceneOf(contract);
      const input = inputAbout(scene, contract, name, tags);
      const refused = await underPolicy(scene, ENFORCED, () => errorOf(scene.root, operation, input));
      if (id in PASSES) expect(isRefusal(refused), PASSES[id]).toBe(false);
      else {
        if (!isRefusal(refused)) return expect.fail(`It ends with ${String(refused)}.`);
        const { shape, message } = refused;
        expect(errorCode(service, shape)).toBe(CODES[service]);
        expect(message).toContain('The tag policy does not allow the specified value for the following tag key');
      }
      const reported = await underPolicy(scene, {}, () => errorOf(scene.root, operation, input));
      expect(isRefusal(reported)).toBe(false);
    },
  );

  const untagging = [...fromModules(registriesOf)].flatMap(([service, registry]) =>
    Object.entries(registry).flatMap(([name, operation]) => {
      const contract = CONTRACTS.find(({ operations }) => operations[name] === operation);
      return contract && /^Untag|^DeleteTags|^Delete\w+Tagging/.test(name)
        ? [[`${service}:${name}`, operation, contract] as const]
        : [];
    }),
  );

  it.each(untagging)('is taken away by %s', async (_, operation, contract) => {
    const scene = await sceneOf(contract);
    const input = inputAbout(scene, contract, operation.name);
    expect(isRefusal(await underPolicy(scene, ENFORCED, () => errorOf(scene.root, operation, input)))).toBe(false);
  });
});
