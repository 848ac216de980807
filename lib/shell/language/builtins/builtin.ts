import type { Builtin as Any, Context } from '../context';
import { writeTo } from '../say';

export type Builtin = Any;

/** Reports a wrong use of a builtin and returns its status. */
export async function misuse(context: Context, name: string, problem: string, status = 1): Promise<number> {
  await writeTo(context, 2, `bash: ${name}: ${problem}\n`);
  return status;
}
