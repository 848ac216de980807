import { ALIAS_LINES } from './alias-lines';
import { LOCAL_LINES } from './local-lines';
import { PROFILE_LINES } from './profile-lines';
import { ROLE_LINES } from './role-lines';
import { S3_LINES } from './s3-lines';
import { SERVICE_LINES } from './service-lines';
import { type WrittenLine, wordsOf } from './words';

/** A command line without `aws`, as text and as words. `<account>` and `<list-roots.Roots.0.Id>` are values that earlier lines printed. */
export type GoldenLine = {
  line: string;
  words: readonly string[];
  /** The variables before the command. Undefined: `-u NAME` takes a variable away, as the command `env` does. */
  env: Readonly<Record<string, string | undefined>>;
  stdin: string;
};

const VARIABLE = /^([A-Z_]+)=(.*)$/s;

function golden(written: WrittenLine): GoldenLine {
  const [line, stdin] = typeof written === 'string' ? [written, ''] : written;
  const words = wordsOf(line);
  const env: Record<string, string | undefined> = {};
  for (;;) {
    const [first = '', second = ''] = words;
    const [, name, value] = VARIABLE.exec(first) ?? [];
    if (name !== undefined) env[name] = value;
    else if (first === '-u') env[second] = undefined;
    else return { line, words, env, stdin };
    words.splice(0, name === undefined ? 2 : 1);
  }
}

/** Chains of lines that are only for golden tests. Each has an account, and its lines use what earlier ones made. */
export const OWN_CHAINS: Readonly<Record<string, readonly GoldenLine[]>> = {
  'usage and parameters': LOCAL_LINES.map(golden),
  'calls and formats': SERVICE_LINES.map(golden),
  'aws s3': S3_LINES.map(golden),
  'profiles and aws configure': PROFILE_LINES.map(golden),
  'roles of profiles': ROLE_LINES.map(golden),
  aliases: ALIAS_LINES.map(golden),
};
