import { CommandError } from '../errors/command-error';
import { ServiceError } from '../errors/service-error';
import type { IniSection } from '../ini/ini';
import { expandPath, systemError } from '../input/param-file';
import { type CallAnswer, type CommandIo, isSession, type Keys, type Signer } from '../io';
import { isoFormat } from '../output/answer-value';
import { repr, str } from '../python/text';
import { chosenValues, type Settings, textIn } from './settings';

/** The identity of calls, and where it comes from. */
export type Credentials = {
  use: Signer;
  /** The method as `aws configure list` names it. */
  method: 'env' | 'shared-credentials-file' | 'config-file' | 'assume-role' | 'assume-role-with-web-identity' | 'container-role';
  /** Set for keys that end. */
  expires?: string;
};

type CredentialsIo = Pick<CommandIo, 'env' | 'files' | 'prompt' | 'now' | 'call'>;

/** The number of profiles that may name one another. */
const MOST_PROFILES = 20;
/** A role's keys are not used any more when they end within this time. */
const LEAST_LIFE_MS = 15 * 60 * 1000;
const CACHE = '~/.aws/cli/cache';

/** Finds the credentials of a command, and assumes the role of its profile. Null: there are none. @throws CommandError */
export async function findCredentials(settings: Settings, io: CredentialsIo, userAgent: string): Promise<Credentials | null> {
  const finder = new Finder(settings, io, userAgent);
  const values = chosenValues(settings);
  // A profile that was named by an option counts more than keys of the environment.
  if (settings.chosen?.by !== 'option') {
    const keys = keysOfEnvironment(io.env);
    if (keys) return { use: keys, method: 'env' };
  }
  const ownRole = textIn(values, 'role_arn') !== undefined && textIn(values, 'web_identity_token_file') === undefined;
  if (io.env.get(WEB_IDENTITY.web_identity_token_file) && settings.chosen?.by !== 'option' && !ownRole) {
    return await finder.withWebIdentity(values, io.env);
  }
  return await finder.ofProfile(settings.chosen?.name ?? 'default', values);
}

/** The values of `credential_source`. */
const SOURCES: ReadonlySet<string> = new Set(['Environment', 'Ec2InstanceMetadata', 'EcsContainer']);

/** The settings of roles with a token, and the variables that count more. */
const WEB_IDENTITY = {
  web_identity_token_file: 'AWS_WEB_IDENTITY_TOKEN_FILE',
  role_arn: 'AWS_ROLE_ARN',
  role_session_name: 'AWS_ROLE_SESSION_NAME',
} as const;

function keysOfEnvironment(env: ReadonlyMap<string, string>): Keys | null {
  const accessKeyId = env.get('AWS_ACCESS_KEY_ID');
  if (!accessKeyId) return null;
  const secretAccessKey = env.get('AWS_SECRET_ACCESS_KEY');
  if (!secretAccessKey) throw partial('env', 'AWS_SECRET_ACCESS_KEY');
  const token = env.get('AWS_SESSION_TOKEN') || env.get('AWS_SECURITY_TOKEN');
  return { accessKeyId, secretAccessKey, ...(token && { sessionToken: token }) };
}

const partial = (provider: string, variable: string): CommandError =>
  new CommandError(255, `Partial credentials found in ${provider}, missing: ${variable}`, 'PartialCredentials');

/** True if the page's own session stands behind the shell. */
const hasSession = (env: ReadonlyMap<string, string>): boolean =>
  Boolean(env.get('AWS_CONTAINER_CREDENTIALS_FULL_URI') || env.get('AWS_CONTAINER_CREDENTIALS_RELATIVE_URI'));

class Finder {
  constructor(
    private readonly settings: Settings,
    private readonly io: CredentialsIo,
    private readonly userAgent: string,
  ) {}

  async ofProfile(name: string, values: IniSection, visited: readonly string[] = []): Promise<Credentials | null> {
    if (textIn(values, 'role_arn') !== undefined) {
      if (textIn(values, 'web_identity_token_file') !== undefined) return await this.withWebIdentity(values, new Map());
      return await this.withRole(name, values, [...visited, name]);
    }
    const keys = this.keysIn(name, values);
    if (keys) return keys;
    if (textIn(values, 'credential_process') !== undefined) {
      throw new CommandError(
        255,
        `The profile "${name}" has a credential_process. This shell runs no other programs for credentials.`,
      );
    }
    if (this.settings.sessions.has(name)) return { use: { profile: name }, method: 'container-role' };
    return hasSession(this.io.env) ? { use: 'session', method: 'container-role' } : null;
  }

  private keysIn(name: string, values: IniSection): Credentials | null {
    const accessKeyId = textIn(values, 'aws_access_key_id');
    if (accessKeyId === undefined) return null;
    const method = this.settings.inCredentials.has(name) ? 'shared-credentials-file' : 'config-file';
    const secretAccessKey = textIn(values, 'aws_secret_access_key');
    if (secretAccessKey === undefined) throw partial(method, 'aws_secret_access_key');
    const token = textIn(values, 'aws_session_token');
    return { use: { accessKeyId, secretAccessKey, ...(token && { sessionToken: token }) }, method };
  }

  private async withRole(name: string, values: IniSection, visited: readonly string[]): Promise<Credentials> {
    const source = await this.sourceOf(name, values, visited);
    const region = this.regionOf(values);
    const seconds = textIn(values, 'duration_seconds');
    const mfa = textIn(values, 'mfa_serial');
    const input: Record<string, unknown> = {
      RoleArn: textIn(values, 'role_arn'),
      RoleSessionName: textIn(values, 'role_session_name') ?? `botocore-session-${Math.floor(this.io.now().getTime() / 1000)}`,
      ...(textIn(values, 'external_id') !== undefined && { ExternalId: textIn(values, 'external_id') }),
      ...(seconds !== undefined && /^\d+$/.test(seconds) && { DurationSeconds: Number(seconds) }),
      ...(mfa !== undefined && { SerialNumber: mfa }),
    };
    const { RoleSessionName, ...rest } = input;
    const isNamed = textIn(values, 'role_session_name') !== undefined;
    // A role of another session is not kept: nobody who signs in later should find it.
    const isOfOther = isSession(source.use) && source.use !== 'session';
    const file = isOfOther ? null : `${CACHE}/${fingerprint(JSON.stringify([isNamed ? input : rest, source.use]))}.json`;
    const cached = file === null ? null : await this.cached(file);
    if (cached) return cached;
    if (mfa !== undefined) {
      input.TokenCode = await this.io.prompt(`Enter MFA code for ${mfa}: `, { hidden: true });
    }
    return await this.assumed('AssumeRole', input, source.use, region, file);
  }

  private async sourceOf(name: string, values: IniSection, visited: readonly string[]): Promise<Credentials> {
    const source = textIn(values, 'source_profile');
    const kind = textIn(values, 'credential_source');
    if (source !== undefined && kind !== undefined) {
      throw new CommandError(255, `The profile "${name}" contains both source_profile and credential_source.`);
    }
    if (kind !== undefined) return this.sourceOfKind(name, kind);
    if (source === undefined) {
      throw partial('assume-role', 'source_profile or credential_source');
    }
    const found = this.settings.profiles.get(source);
    if (!found) {
      throw new CommandError(255, `The source_profile "${source}" referenced in the profile "${name}" does not exist.`);
    }
    const keys = this.keysIn(source, found);
    const isItself = source === name;
    if (visited.includes(source) && !(isItself && keys)) {
      throw new CommandError(
        255,
        `Infinite loop in credential configuration detected. Attempting to load from profile ${source} which has already been visited. Visited profiles: ${repr([...visited])}`,
      );
    }
    if (visited.length > MOST_PROFILES) throw new CommandError(255, 'Too many profiles name one another.');
    const credentials = isItself ? keys : await this.ofProfile(source, found, visited);
    if (!credentials) {
      throw new CommandError(255, `The source profile "${source}" must have credentials.`);
    }
    return credentials;
  }

  private sourceOfKind(name: string, kind: string): Credentials {
    if (!SOURCES.has(kind)) {
      throw new CommandError(255, `The credential source "${kind}" referenced in profile "${name}" is not valid.`);
    }
    if (kind === 'Environment') {
      const keys = keysOfEnvironment(this.io.env);
      if (keys) return { use: keys, method: 'env' };
    } else if (hasSession(this.io.env)) return { use: 'session', method: 'container-role' };
    throw new CommandError(
      255,
      `Error when retrieving credentials from ${kind}: No credentials found in credential_source referenced in profile`,
    );
  }

  /** Assumes a role with a token from a file. @param env variables that count more than the profile */
  async withWebIdentity(values: IniSection, env: ReadonlyMap<string, string>): Promise<Credentials> {
    const setting = (key: keyof typeof WEB_IDENTITY) => env.get(WEB_IDENTITY[key]) ?? textIn(values, key);
    const RoleArn = setting('role_arn');
    if (!RoleArn) {
      throw new CommandError(
        255,
        'The provided profile or the current environment is configured to assume role with web identity but has no role ARN configured. Ensure that the profile has the role_arnconfiguration set or the AWS_ROLE_ARN env var is set.',
      );
    }
    const path = setting('web_identity_token_file') ?? '';
    const token = await this.io.files.read(path).catch((error: unknown) => {
      throw new CommandError(255, systemError(error, path) ?? String(error));
    });
    const input = {
      RoleArn,
      RoleSessionName: setting('role_session_name') ?? `botocore-session-${Math.floor(this.io.now().getTime() / 1000)}`,
      WebIdentityToken: new TextDecoder().decode(token),
    };
    return await this.assumed('AssumeRoleWithWebIdentity', input, 'none', this.regionOf(values), null);
  }

  private regionOf(values: IniSection): string {
    const { env } = this.io;
    return env.get('AWS_REGION') || env.get('AWS_DEFAULT_REGION') || textIn(values, 'region') || 'us-east-1';
  }

  private async assumed(
    operation: 'AssumeRole' | 'AssumeRoleWithWebIdentity',
    input: Record<string, unknown>,
    credentials: Signer | 'none',
    region: string,
    file: string | null,
  ): Promise<Credentials> {
    const answer = await this.io.call({ service: 'sts', operation, input, region, credentials, userAgent: this.userAgent });
    if (answer.ok === 'unreachable') throw unreachable('sts', region);
    if (!answer.ok) throw new ServiceError(operation, answer);
    const found = rolesKeys(answer);
    if (!found) throw new CommandError(255, `The answer of ${operation} has no credentials.`);
    if (file !== null) await this.store(file, answer.output);
    return found;
  }

  private async cached(file: string): Promise<Credentials | null> {
    const content = await this.io.files.read(expandPath(file, this.io.env)).catch(() => null);
    if (!content) return null;
    try {
      const found = rolesKeys({ output: JSON.parse(new TextDecoder().decode(content)) });
      const left = found?.expires === undefined ? 0 : new Date(found.expires).getTime() - this.io.now().getTime();
      return left > LEAST_LIFE_MS ? found : null;
    } catch {
      // A damaged file is as none.
      return null;
    }
  }

  /** Keeps the keys of a role for the next commands. A full home folder is no reason to fail. */
  private async store(file: string, output: Readonly<Record<string, unknown>>): Promise<void> {
    try {
      await this.io.files.makeFolder(expandPath(CACHE, this.io.env));
      await this.io.files.write(expandPath(file, this.io.env), new TextEncoder().encode(JSON.stringify(output)));
    } catch {
      // The role is assumed again by the next command.
    }
  }
}

function rolesKeys({ output }: Pick<Extract<CallAnswer, { ok: true }>, 'output'>): Credentials | null {
  const keys = output.Credentials as Readonly<Record<string, unknown>> | undefined;
  const { AccessKeyId, SecretAccessKey, SessionToken, Expiration } = keys ?? {};
  if (typeof AccessKeyId !== 'string' || typeof SecretAccessKey !== 'string' || typeof SessionToken !== 'string') return null;
  return {
    use: { accessKeyId: AccessKeyId, secretAccessKey: SecretAccessKey, sessionToken: SessionToken },
    method: 'assume-role',
    ...(typeof Expiration === 'string' && { expires: str(isoFormat(Expiration)) }),
  };
}

/** Returns the end of a command whose service nobody answers for. */
export const unreachable = (host: string, region: string): CommandError =>
  new CommandError(255, `Could not connect to the endpoint URL: "https://${host}.${region}.amazonaws.com/"`);

/** Returns a name of 16 digits for a text. It only has to tell the roles of one person apart. */
function fingerprint(text: string): string {
  let hash = 0xcb_f2_9c_e4_84_22_23_25n;
  for (const byte of new TextEncoder().encode(text)) {
    hash = BigInt.asUintN(64, (hash ^ BigInt(byte)) * 0x1_00_00_00_01_b3n);
  }
  return hash.toString(16).padStart(16, '0');
}
