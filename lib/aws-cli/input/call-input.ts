import { CommandError } from '../errors/command-error';
import type { CliService } from '../model/model';
import { Base64Error, decodeBase64, encodeBase64 } from '../python/base64';
import { type InputDict, type InputValue, isInputDict, isInputList } from './input-value';
import { readTimestamp } from './timestamps';

type Shapes = Pick<CliService, 'shapes'>;

/** How texts are blobs: base64, or the text itself. Bytes of files are taken as they are. */
export type BinaryFormat = 'base64' | 'raw-in-base64-out';

/** Returns an input whose texts for blobs are bytes. @throws CommandError for texts that are no base64 */
export function decodeBlobs(service: Shapes, shape: string, input: InputDict, format: BinaryFormat): InputDict {
  return decoded(service, shape, input, format) as InputDict;
}

function decoded(service: Shapes, name: string, value: InputValue, format: BinaryFormat): InputValue {
  const shape = service.shapes[name];
  switch (shape?.type) {
    case 'structure': {
      if (!isInputDict(value) || shape.document) return value;
      const shapes = new Map(shape.members.map((member) => [member.name, member.shape]));
      return new Map([...value].map(([key, item]) => [key, decoded(service, shapes.get(key) ?? '', item, format)]));
    }
    case 'list':
      return isInputList(value) ? value.map((item) => decoded(service, shape.item, item, format)) : value;
    case 'map':
      return isInputDict(value)
        ? new Map([...value].map(([key, item]) => [key, decoded(service, shape.value, item, format)]))
        : value;
    case 'blob':
      return typeof value === 'string' ? bytesOf(value, format) : value;
    default:
      return value;
  }
}

function bytesOf(text: string, format: BinaryFormat): Uint8Array {
  if (format === 'raw-in-base64-out') return new TextEncoder().encode(text);
  // biome-ignore lint/suspicious/noControlCharactersInRegex: these are the ASCII characters.
  if (!/^[\x00-\x7f]*$/.test(text)) throw new CommandError(255, 'string argument should contain only ASCII characters');
  try {
    return decodeBase64(text);
  } catch (error) {
    throw error instanceof Base64Error ? new CommandError(255, `Invalid base64: "${text}"`) : error;
  }
}

/** Returns a checked input as the JSON of a call. */
export function toCallInput(service: Shapes, shape: string, input: InputDict): Record<string, unknown> {
  return toJson(service, shape, input) as Record<string, unknown>;
}

function toJson(service: Shapes, name: string, value: InputValue): unknown {
  const shape = service.shapes[name];
  if (value instanceof Uint8Array) return encodeBase64(value);
  if (shape?.type === 'timestamp' && value !== null) return readTimestamp(String(value))?.toISOString() ?? null;
  // Integers beyond what a double holds are refused by every service.
  if (typeof value === 'bigint') return Number(value);
  if (isInputList(value)) return value.map((item) => toJson(service, shape?.type === 'list' ? shape.item : '', item));
  if (!isInputDict(value)) return value;
  const members = shape?.type === 'structure' ? new Map(shape.members.map((member) => [member.name, member.shape])) : null;
  const entries = [...value].map(([key, item]) => {
    const of = members ? members.get(key) : shape?.type === 'map' ? shape.value : undefined;
    return [key, toJson(service, of ?? '', item)] as const;
  });
  // A key named __proto__ stays a key.
  return Object.fromEntries(entries);
}
