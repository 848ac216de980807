import { CommandError } from '../errors/command-error';
import type { CliService } from '../model/model';
import { floatText } from '../python/text';
import { classOf, type InputDict, type InputValue, isInputDict, isInputList, strInput } from './input-value';
import { readTimestamp } from './timestamps';

type Shapes = Pick<CliService, 'shapes'>;

/**
 * Refuses an input that does not fit its structure: names, types, required members, least lengths and values. The service checks the rest.
 * @throws CommandError with a line for each finding
 */
export function validateInput(service: Shapes, shape: string, input: InputDict): void {
  const findings: string[] = [];
  check({ service, findings }, shape, input, '');
  if (findings.length > 0) throw invalidParameters(findings.join('\n'));
}

/** Returns the refusal of parameters before a call. */
export const invalidParameters = (report: string): CommandError =>
  new CommandError(252, `Parameter validation failed:\n${report}`, 'ParamValidation');

type Report = { service: Shapes; findings: string[] };

const TYPES = {
  structure: ["<class 'dict'>"],
  map: ["<class 'dict'>"],
  list: ["<class 'list'>", "<class 'tuple'>"],
  string: ["<class 'str'>"],
  blob: ["<class 'bytes'>", "<class 'bytearray'>", 'file-like object'],
  integer: ["<class 'int'>"],
  long: ["<class 'int'>"],
  float: ["<class 'float'>", "<class 'decimal.Decimal'>", "<class 'int'>"],
  double: ["<class 'float'>", "<class 'decimal.Decimal'>", "<class 'int'>"],
  boolean: ["<class 'bool'>"],
  timestamp: ["<class 'datetime.datetime'>", 'timestamp-string'],
} as const;

function check(report: Report, name: string, value: InputValue, path: string): void {
  const shape = report.service.shapes[name];
  if (!shape) throw new Error(`The model has no shape ${name}.`);
  if (shape.type === 'structure' && shape.document) return;
  if (!hasType(shape.type, value)) {
    report.findings.push(
      `Invalid type for parameter ${shown(path)}, value: ${strInput(value)}, type: ${classOf(value)}, valid types: ${TYPES[shape.type].join(', ')}`,
    );
    return;
  }
  switch (shape.type) {
    case 'structure':
      checkStructure(report, name, value as InputDict, path);
      return;
    case 'list': {
      const list = value as readonly InputValue[];
      checkLength(report, list.length, shape.min, path);
      for (const [i, item] of list.entries()) check(report, shape.item, item, `${path}[${i}]`);
      return;
    }
    case 'map':
      for (const [key, item] of value as InputDict) {
        check(report, shape.key, key, `${path} (key: ${key})`);
        check(report, shape.value, item, `${path}.${key}`);
      }
      return;
    case 'string':
      checkLength(report, [...(value as string)].length, shape.min, path);
      return;
    case 'integer':
    case 'long':
    case 'float':
    case 'double': {
      if (shape.min === undefined || Number(value) >= shape.min) return;
      const number = typeof value === 'number' ? floatText(value) : strInput(value);
      report.findings.push(`Invalid value for parameter ${shown(path)}, value: ${number}, valid min value: ${shape.min}`);
    }
  }
}

function checkStructure(report: Report, name: string, value: InputDict, path: string): void {
  const shape = report.service.shapes[name];
  if (shape?.type !== 'structure') return;
  const names = shape.members.map((member) => member.name);
  if (shape.union && value.size !== 1) {
    report.findings.push(
      value.size === 0
        ? `Must set one of the following keys for tagged unionstructure ${shown(path)}: ${names.join('. ')}.`
        : `Invalid number of parameters set for tagged union structure ${shown(path)}. Can only set one of the following keys: ${names.join('. ')}.`,
    );
  }
  for (const { name: member, required } of shape.members) {
    if (required && !value.has(member)) report.findings.push(`Missing required parameter in ${shown(path)}: "${member}"`);
  }
  for (const key of value.keys()) {
    if (!names.includes(key)) {
      report.findings.push(`Unknown parameter in ${shown(path)}: "${key}", must be one of: ${names.join(', ')}`);
    }
  }
  for (const [key, item] of value) {
    const member = shape.members.find(({ name: memberName }) => memberName === key);
    if (member) check(report, member.shape, item, `${path}.${key}`);
  }
}

function checkLength({ findings }: Report, length: number, min: number | undefined, path: string): void {
  if (min === undefined || length >= min) return;
  findings.push(`Invalid length for parameter ${shown(path)}, value: ${length}, valid min length: ${min}`);
}

const shown = (path: string): string => (path === '' ? 'input' : path.startsWith('.') ? path.slice(1) : path);

function hasType(type: keyof typeof TYPES, value: InputValue): boolean {
  switch (type) {
    case 'structure':
    case 'map':
      return isInputDict(value);
    case 'list':
      return isInputList(value);
    case 'string':
      return typeof value === 'string';
    case 'blob':
      return value instanceof Uint8Array || typeof value === 'string';
    // A bool is an int in Python.
    case 'integer':
    case 'long':
      return typeof value === 'bigint' || typeof value === 'boolean';
    case 'float':
    case 'double':
      return typeof value === 'bigint' || typeof value === 'number' || typeof value === 'boolean';
    case 'boolean':
      return typeof value === 'boolean';
    case 'timestamp':
      if (typeof value === 'bigint' || typeof value === 'number') return readTimestamp(String(value)) !== null;
      return typeof value === 'string' && readTimestamp(value) !== null;
  }
}
