import type { Builtin } from '../context';
import { COMMAND_BUILTINS } from './commands';
import { CONTROL_BUILTINS } from './flow';
import { FOLDER_BUILTINS } from './folders';
import { INPUT_BUILTINS } from './input';
import { printBuiltin } from './print';
import { TEST_BUILTINS } from './test';
import { VARIABLE_BUILTINS } from './variables';

/** The builtins by name. */
export const BUILTINS: ReadonlyMap<string, Builtin> = new Map([
  ...CONTROL_BUILTINS,
  ...COMMAND_BUILTINS,
  ...FOLDER_BUILTINS,
  ...INPUT_BUILTINS,
  ...TEST_BUILTINS,
  ...VARIABLE_BUILTINS,
  ...printBuiltin,
]);
