import { CommandError } from '../errors/command-error';
import { type IniSection, type IniValue, readIni } from '../ini/ini';
import { expandPath } from '../input/param-file';
import type { CommandIo } from '../io';

/** The settings of a person: the files of settings, the variables, and the options of the command. */
export type Settings = {
  /** The profiles by name, those of the file `config` first. Keys of the file `credentials` count more. */
  profiles: ReadonlyMap<string, IniSection>;
  /** The names of profiles in the file `credentials`. */
  inCredentials: ReadonlySet<string>;
  /** The names of the browser's sessions. Each is a profile. */
  sessions: ReadonlySet<string>;
  /** Sections that are no profile. */
  others: ReadonlyMap<string, IniSection>;
  /** The name of the profile that was chosen, and where. Null: none, so that it is `default`. */
  chosen: { name: string; by: 'option' | 'AWS_PROFILE' | 'AWS_DEFAULT_PROFILE' } | null;
  configFile: string;
  credentialsFile: string;
  env: ReadonlyMap<string, string>;
};

type SettingsIo = Pick<CommandIo, 'env' | 'files' | 'sessions'>;

/**
 * Reads the settings.
 * @param profile the value of `--profile`
 * @param asksSessions true for a command that shows all profiles
 */
export async function readSettings(
  io: SettingsIo,
  profile: string | undefined,
  { asksSessions = false } = {},
): Promise<Settings> {
  const path = (variable: string, standard: string) => expandPath(io.env.get(variable) || standard, io.env);
  const configFile = path('AWS_CONFIG_FILE', '~/.aws/config');
  const credentialsFile = path('AWS_SHARED_CREDENTIALS_FILE', '~/.aws/credentials');
  const config = await readFile(io, configFile);
  const credentials = await readFile(io, credentialsFile);
  const profiles = new Map<string, IniSection>();
  const others = new Map<string, IniSection>();
  for (const [section, values] of config) {
    const name = profileOf(section);
    if (name === null) others.set(section, values);
    else profiles.set(name, values);
  }
  for (const [name, values] of credentials) profiles.set(name, new Map([...(profiles.get(name) ?? []), ...values]));
  const chosen = chosenProfile(io.env, profile);
  // The page is asked only where a session can matter.
  const isAsked = chosen !== null || asksSessions || [...profiles.values()].some((values) => values.has('source_profile'));
  const sessions = (isAsked && (await io.sessions?.())) || [];
  for (const name of sessions) if (!profiles.has(name)) profiles.set(name, new Map());
  return {
    profiles,
    sessions: new Set(sessions),
    inCredentials: new Set(credentials.keys()),
    others,
    chosen,
    configFile,
    credentialsFile,
    env: io.env,
  };
}

function chosenProfile(env: ReadonlyMap<string, string>, option: string | undefined): Settings['chosen'] {
  if (option !== undefined && option !== '') return { name: option, by: 'option' };
  for (const by of ['AWS_PROFILE', 'AWS_DEFAULT_PROFILE'] as const) {
    const name = env.get(by);
    if (name !== undefined && name !== '') return { name, by };
  }
  return null;
}

async function readFile(io: SettingsIo, path: string): Promise<ReadonlyMap<string, IniSection>> {
  const stat = await io.files.stat(path).catch(() => null);
  if (!stat || stat.isFolder) return new Map();
  const sections = readIni(new TextDecoder().decode(await io.files.read(path)));
  if (!sections) throw new CommandError(255, `Unable to parse config file: ${path}`);
  return sections;
}

/** Returns the profile of a section of the file `config`, or null for other sections. */
function profileOf(section: string): string | null {
  if (section === 'default') return section;
  const name = /^profile\s+(.+)$/.exec(section)?.[1]?.trim();
  return name === undefined ? null : name.replace(/^(["'])(.*)\1$/, '$2');
}

/** Returns the section of a profile in the file `config`. */
export const sectionOf = (profile: string): string =>
  profile === 'default' ? profile : `profile ${/\s/.test(profile) ? `'${profile}'` : profile}`;

/** Returns the values of the chosen profile. @throws CommandError if a profile was chosen that does not exist */
export function chosenValues({ profiles, chosen }: Settings): IniSection {
  const found = profiles.get(chosen?.name ?? 'default');
  if (found) return found;
  if (chosen) throw profileNotFound(chosen.name);
  return new Map();
}

export const profileNotFound = (name: string): CommandError =>
  new CommandError(255, `The config profile (${name}) could not be found`, 'ProfileNotFound');

/** Returns a value that is a text. */
export function textIn(section: IniSection | undefined, key: string): string | undefined {
  const value: IniValue | undefined = section?.get(key);
  return typeof value === 'string' ? value : undefined;
}

/** Returns the Region of the calls. Null: none is set. */
export function regionOf(settings: Settings, option: string | undefined): string | null {
  const { env } = settings;
  return option || env.get('AWS_REGION') || env.get('AWS_DEFAULT_REGION') || textIn(chosenValues(settings), 'region') || null;
}
