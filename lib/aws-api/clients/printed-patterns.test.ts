import { existsSync, readFileSync } from 'node:fs';
import { describe, expect, it } from 'vitest';
import type { z } from 'zod';
import { iamOperations } from '../../iam';
import { stsOperations } from '../../sts';

// The models come with boto3, because the SDK for JavaScript omits the limits of shapes.
const FOLDER = '/usr/lib/python3/dist-packages/botocore/data';
const MODELS = { iam: `${FOLDER}/iam/2010-05-08/service-2.json`, sts: `${FOLDER}/sts/2011-06-15/service-2.json` };
const wanted = process.env.TEST_DATABASE !== 'postgresql' && existsSync(MODELS.iam);

/** The members whose rule differs from the model's, with the reason. */
const DIFFERENT: Readonly<Record<string, string>> = {
  'ListPolicies.PathPrefix': 'the model asks for a whole path where AWS takes the beginning of one',
  'ListEntitiesForPolicy.PathPrefix': 'as of ListPolicies',
  'SimulateCustomPolicy.ActionNames[]': 'the model has no pattern; AWS refuses wildcards',
  'SimulatePrincipalPolicy.ActionNames[]': 'as of SimulateCustomPolicy',
};

type ModelShape = { type: string; pattern?: string; members?: Record<string, { shape: string }>; member?: { shape: string } };
type Model = {
  operations: Record<string, { input?: { shape: string } }>;
  shapes: Record<string, ModelShape>;
};
type Schema = z.core.$ZodType;

/** Returns the schema inside optional and union schemas. */
function inner(schema: Schema): Schema {
  const { def } = schema._zod as unknown as { def: { innerType?: Schema; options?: readonly Schema[] } };
  if (def.innerType) return inner(def.innerType);
  return def.options?.[0] ? inner(def.options[0]) : schema;
}

/** Returns every pattern that an error message can print, with the model's pattern for the same member. */
function patterns(
  schema: Schema,
  model: Model,
  shapeName: string,
  path: string,
): [path: string, printed: string, wanted?: string][] {
  const { def } = inner(schema)._zod as unknown as {
    def: { shape?: Record<string, Schema>; element?: Schema; checks?: readonly { _zod: { def: { pattern?: RegExp } } }[] };
  };
  const shape = model.shapes[shapeName];
  if (def.shape) {
    return Object.entries(def.shape).flatMap(([name, member]) => {
      const of = shape?.members?.[name]?.shape;
      return of === undefined ? [] : patterns(member, model, of, `${path}.${name}`);
    });
  }
  if (def.element) return patterns(def.element, model, shape?.member?.shape ?? '', `${path}[]`);
  return (def.checks ?? []).flatMap(({ _zod }) => {
    const pattern = _zod.def.pattern?.toString();
    return pattern === undefined ? [] : [[path, pattern.replace(/^\/\^\(\?:/, '').replace(/\)\$\/[a-z]*$/, ''), shape?.pattern]];
  });
}

describe.runIf(wanted)('the patterns in validation messages', () => {
  it.each([
    ['iam', iamOperations],
    ['sts', stsOperations],
  ] as const)('match the service model: %s', (service, operations) => {
    const model = JSON.parse(readFileSync(MODELS[service], 'utf8')) as Model;
    const found = Object.values(operations).flatMap((operation) => {
      const input = model.operations[operation.name]?.input?.shape;
      return input === undefined ? [] : patterns(operation.input, model, input, operation.name);
    });
    expect(found.length).toBeGreaterThan(15);
    const different = found.filter(([, printed, of]) => printed !== of);
    expect(different.filter(([path]) => !Object.hasOwn(DIFFERENT, path))).toEqual([]);
  });
});
