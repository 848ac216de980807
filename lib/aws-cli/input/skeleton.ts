import type { CommandIo } from '../io';
import type { CliOperation, CliService, CliShape } from '../model/model';
import { writeJson } from '../python/json-writer';
import type { Value } from '../python/value';

type Shapes = Pick<CliService, 'shapes'>;

/** How the placeholders of a skeleton are chosen: `names` fills texts with the names of their members. */
export type SkeletonStyle = { names?: true };

/** Returns a made-up value of a shape with all its members, as the AWS CLI makes it. A structure inside itself is empty. */
export function skeletonOf(service: Shapes, shape: string, style: SkeletonStyle = {}): Value {
  return made(service, shape, '', [], style);
}

function made(service: Shapes, name: string, memberName: string, above: readonly string[], style: SkeletonStyle): Value {
  const shape = service.shapes[name];
  const stack = [...above, name];
  switch (shape?.type) {
    case 'structure': {
      if (stack.filter((one) => one === name).length > 1) return new Map();
      return new Map(shape.members.map((member) => [member.name, made(service, member.shape, member.name, stack, style)]));
    }
    case 'list':
      return [made(service, shape.item, style.names ? shape.item : '', stack, style)];
    case 'map':
      return new Map([['KeyName', made(service, shape.value, '', stack, style)]]);
    default:
      return placeholder(shape, memberName, style);
  }
}

function placeholder(shape: CliShape | undefined, memberName: string, { names }: SkeletonStyle): Value {
  switch (shape?.type) {
    case 'string':
      return names ? memberName : (shape.choices?.[0] ?? '');
    case 'integer':
    case 'long':
      return 0n;
    case 'float':
    case 'double':
      return 0;
    case 'boolean':
      return true;
    case 'timestamp':
      return '1970-01-01T00:00:00';
    default:
      return null;
  }
}

/** Prints a pattern of an operation's input, in JSON or in YAML with the documentation as comments. */
export function printSkeleton(service: CliService, operation: CliOperation, format: string, io: Pick<CommandIo, 'stdout'>): void {
  if (format === 'yaml-input') io.stdout(operation.input === undefined ? '{}\n' : yamlSkeleton(service, operation.input));
  else {
    const made = operation.input === undefined ? new Map() : skeletonOf(service, operation.input);
    io.stdout(`${writeJson(made, { indent: 4, ascii: true })}\n`);
  }
}

function yamlSkeleton(service: Shapes, shape: string): string {
  const lines = yamlLines(service, shape, []);
  return lines.length === 0 ? '{}\n' : `${lines.join('\n')}\n`;
}

/** Returns the lines of a structure. The first comment of each stands two blanks away, the others one. */
function yamlLines(service: Shapes, name: string, above: readonly string[]): string[] {
  const shape = service.shapes[name];
  if (shape?.type !== 'structure') return [];
  let isFirst = true;
  return shape.members.flatMap(({ name: key, shape: of, required, doc }) => {
    const [inline, block] = yamlValue(service, of, [...above, name]);
    const comment = commentOf(service.shapes[of], required, doc);
    const blanks = comment !== '' && isFirst ? '  ' : ' ';
    if (comment !== '') isFirst = false;
    return [`${key}:${inline === '' ? '' : ` ${inline}`}${comment === '' ? '' : `${blanks}# ${comment}`}`, ...block];
  });
}

/** Returns a value as the rest of its line and the lines below. */
function yamlValue(service: Shapes, name: string, above: readonly string[]): readonly [string, string[]] {
  const shape = service.shapes[name];
  switch (shape?.type) {
    case 'structure': {
      const isInside = above.filter((one) => one === name).length > 1 || shape.members.length === 0;
      return isInside ? ['{}', []] : ['', yamlLines(service, name, above).map((line) => `  ${line}`)];
    }
    case 'list': {
      const [inline, block] = yamlValue(service, shape.item, [...above, name]);
      if (inline !== '') return ['', [`- ${inline}`]];
      const item = service.shapes[shape.item];
      const lines = item?.type === 'structure' || item?.type === 'map' ? block.map((line) => line.slice(2)) : block;
      return ['', lines.map((line, i) => `${i === 0 ? '- ' : '  '}${line}`)];
    }
    case 'map': {
      const [inline, block] = yamlValue(service, shape.value, [...above, name]);
      return ['', [`  KeyName:${inline === '' ? '' : ` ${inline}`}`, ...block.map((line) => `  ${line}`)]];
    }
    case 'blob':
      return ["!!binary ''", []];
    case 'timestamp':
      return ['1970-01-01 00:00:00', []];
    case 'float':
    case 'double':
      return ['0.0', []];
    default: {
      const value = placeholder(shape, '', {});
      return [
        value === ''
          ? "''"
          : /^(?:true|false|null|~|[\d.+-].*)$/i.test(String(value)) && typeof value === 'string'
            ? `'${value}'`
            : String(value),
        [],
      ];
    }
  }
}

function commentOf(shape: CliShape | undefined, required: true | undefined, doc: string | undefined): string {
  const [sentence = ''] = (doc ?? '').split(/[.:]+/);
  const choices = shape?.type === 'string' && shape.choices ? `Valid values are: ${shape.choices.join(', ')}.` : '';
  return [required ? '[REQUIRED]' : '', sentence === '' ? '' : `${sentence}.`, choices].filter((part) => part !== '').join(' ');
}
