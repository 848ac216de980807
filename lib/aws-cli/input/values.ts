import { CommandError } from '../errors/command-error';
import type { CliService, CliShape } from '../model/model';
import { JsonSyntaxError, readJson } from '../python/json-reader';
import type { InputValue } from './input-value';
import { expandPath, paramError, readParamFile, type ValueIo } from './param-file';
import { NotANumber, readShorthand, ShorthandError, toFloat, toInt, typeWords } from './shorthand';

/** An option of an operation with what was given for it. */
type GivenOption = {
  service: Pick<CliService, 'shapes'>;
  /** The name of its shape. */
  shape: string;
  /** With its dashes. */
  option: string;
};

type Complex = Extract<CliShape, { type: 'structure' | 'list' | 'map' }>;

/**
 * Returns the value of an option: the content of a file, JSON, shorthand, or the word itself.
 * @param given a word, or the words of a list
 * @throws CommandError
 */
export async function readValue(option: GivenOption, given: string | readonly string[], io: ValueIo): Promise<InputValue> {
  const single = typeof given === 'string' ? given : given.length === 1 ? given[0] : undefined;
  const loaded = single === undefined ? null : await readParamFile(option.option, single, io);
  try {
    return await unpack(option, loaded ?? given, io);
  } catch (error) {
    if (error instanceof ShorthandError) throw paramError(option.option, error.message);
    if (error instanceof NotANumber) throw new CommandError(255, error.message);
    throw error;
  }
}

async function unpack(option: GivenOption, given: string | Uint8Array | readonly string[], io: ValueIo): Promise<InputValue> {
  const shape = shapeOf(option);
  if (!isComplex(shape)) return await unpackScalar(option, shape, given as string | Uint8Array, io);
  if (given instanceof Uint8Array) {
    throw new CommandError(255, 'cannot use a string pattern on a bytes-like object');
  }
  const first = typeof given === 'string' ? given : (given[0] ?? '');
  if (takesShorthand(option.service, shape) && !/^\s*[[{]/.test(first)) return await unpackShorthand(option, shape, given, io);
  return unpackJson(option, given);
}

async function unpackShorthand(
  option: GivenOption,
  shape: Complex,
  given: string | readonly string[],
  io: ValueIo,
): Promise<InputValue> {
  if (typeof given === 'string' && isLoneValue(option.service, shape) && !given.includes('=')) return new Map([['Value', given]]);
  const load = (word: string) => readParamFile(option.option, word, io);
  if (typeof given === 'string') return typeWords(option.service, option.shape, await readShorthand(given, load));
  const read: InputValue[] = [];
  for (const word of given) read.push(await readShorthand(word, load));
  return typeWords(option.service, option.shape, read);
}

/** Reads a value with parts from JSON, and a list of plain values from words. */
function unpackJson(option: GivenOption, given: string | readonly string[]): InputValue {
  const shape = shapeOf(option);
  if (shape.type === 'structure' && shape.document) return parsed(option, typeof given === 'string' ? given : given.join(' '));
  if (shape.type !== 'list') {
    const text = typeof given === 'string' ? given : (given[0] ?? '');
    if (text.trimStart() === '') throw new CommandError(255, 'string index out of range');
    if (text.trimStart().startsWith('{')) return parsed(option, text);
    throw paramError(option.option, `Invalid JSON:\n${text}`);
  }
  if (typeof given === 'string') {
    if (given.trimStart() === '') throw new CommandError(255, 'string index out of range');
    if (given.trimStart().startsWith('[')) return parsed(option, given);
  } else if (given.length === 1 && given[0]?.trim().startsWith('[')) return parsed(option, given[0]);
  // Python takes the text of a file as a list of its characters.
  const words = typeof given === 'string' ? [...given] : given;
  const item: GivenOption = { ...option, shape: shape.item };
  try {
    return words.map((word) => {
      const itemShape = shapeOf(item);
      return isComplex(itemShape) ? unpackJson(item, word) : plainValue(itemShape, word);
    });
  } catch (error) {
    if (error instanceof NotANumber) throw paramError(option.option, words[0] ?? '');
    throw error;
  }
}

function parsed({ option }: GivenOption, text: string): InputValue {
  try {
    return readJson(text);
  } catch (error) {
    if (error instanceof JsonSyntaxError) throw paramError(option, `Invalid JSON: ${error.message}\nJSON received: ${text}`);
    throw new CommandError(255, error instanceof Error ? error.message : String(error));
  }
}

async function unpackScalar(
  { option }: GivenOption,
  shape: CliShape,
  given: string | Uint8Array,
  io: ValueIo,
): Promise<InputValue> {
  if (shape.type !== 'blob' || !shape.streaming) return typeof given === 'string' ? plainValue(shape, given) : given;
  const path = typeof given === 'string' ? expandPath(given, io.env) : '';
  const stat = path === '' ? null : await io.files.stat(path);
  if (!stat || stat.isFolder) throw paramError(option, 'Blob values must be a path to a file.');
  return await io.files.read(path);
}

function plainValue({ type }: CliShape, word: string): InputValue {
  if (type === 'integer' || type === 'long') return toInt(word);
  if (type === 'float' || type === 'double') return toFloat(word);
  if (type === 'boolean') return word !== '' && word.toLowerCase() !== 'false';
  return word;
}

function shapeOf({ service, shape }: GivenOption): CliShape {
  const found = service.shapes[shape];
  if (!found) throw new Error(`The model has no shape ${shape}.`);
  return found;
}

const isComplex = (shape: CliShape | undefined): shape is Complex =>
  shape?.type === 'structure' || shape?.type === 'list' || shape?.type === 'map';

/** True for a structure, a map, or a list of them, unless they hold any JSON. */
export function takesShorthand(service: Pick<CliService, 'shapes'>, shape: CliShape): boolean {
  const isDocument = (of: CliShape | undefined) => of?.type === 'structure' && of.document === true;
  if (isDocument(shape)) return false;
  if (shape.type === 'list') return isComplex(service.shapes[shape.item]) && !isDocument(service.shapes[shape.item]);
  if (shape.type === 'map') return !isDocument(service.shapes[shape.value]);
  return isComplex(shape);
}

/** True for a structure of one text named Value, which a bare word can give. */
function isLoneValue(service: Pick<CliService, 'shapes'>, shape: Complex): boolean {
  if (shape.type !== 'structure' || shape.members.length !== 1) return false;
  const [member] = shape.members;
  return member?.name === 'Value' && service.shapes[member.shape]?.type === 'string';
}
