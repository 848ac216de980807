import { CommandError } from '../errors/command-error';
import type { CommandIo } from '../io';
import { readJson } from '../python/json-reader';
import type { ArgumentValue } from './argument-parser';
import { classOf, type InputValue, isInputDict } from './input-value';
import type { InputDraft } from './operation-options';
import { paramError, readParamFile } from './param-file';

/** Adds the members of `--cli-input-json` or `--cli-input-yaml` that no option gave. @throws CommandError */
export async function readWholeInput(
  values: ReadonlyMap<string, ArgumentValue>,
  input: InputDraft,
  io: Pick<CommandIo, 'env' | 'files'>,
): Promise<void> {
  const [json, yaml] = [values.get('cli-input-json'), values.get('cli-input-yaml')];
  if (json === undefined && yaml === undefined) return;
  if (json !== undefined && yaml !== undefined) {
    throw new CommandError(252, 'Only one --cli-input- parameter may be specified.', 'ParamValidation');
  }
  const name = json === undefined ? 'cli-input-yaml' : 'cli-input-json';
  const word = String(json ?? yaml);
  const loaded = (await readParamFile(`--${name}`, word, io)) ?? word;
  const text = typeof loaded === 'string' ? loaded : new TextDecoder().decode(loaded);
  const read = json === undefined ? await readYaml(text) : tryJson(text);
  if (read === undefined) throw paramError(name, `Invalid ${json === undefined ? 'YAML' : 'JSON'} received.`);
  if (!isInputDict(read)) throw paramError(`--${name}`, `Invalid type: expecting map, received ${classOf(read)}`);
  for (const [key, value] of read) if (!input.has(key)) input.set(key, value);
}

function tryJson(text: string): InputValue | undefined {
  try {
    return readJson(text);
  } catch {
    return undefined;
  }
}

/** Loaded when it is used, since most commands have no YAML. */
async function readYaml(text: string): Promise<InputValue | undefined> {
  const { parseDocument } = await import('yaml');
  const document = parseDocument(text, { version: '1.2', intAsBigInt: true, customTags: ['binary'] });
  if (document.errors.length > 0) return undefined;
  try {
    return fromYaml(document.toJS({ mapAsMap: true, maxAliasCount: 100 }));
  } catch {
    return undefined;
  }
}

function fromYaml(value: unknown): InputValue {
  if (Array.isArray(value)) return value.map(fromYaml);
  if (value instanceof Map) return new Map([...value].map(([key, member]) => [String(key), fromYaml(member)]));
  return value === undefined ? null : (value as InputValue);
}
