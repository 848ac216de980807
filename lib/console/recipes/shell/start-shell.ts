import { CreateEnvironment, CreateSession, PutCredentials } from '../../../cloudshell/console-operations';
import type { Recipe } from '../recipe';

/** A shell that may start. */
export type StartedShell = { EnvironmentId: string; SessionId: string; HomeBytes: number; QuotaBytes: number };

/** Asks for the permissions that AWS CloudShell asks for before a shell opens, in its order. The first denial ends it. */
export const startShell: Recipe<Record<string, never>, StartedShell> = async (run) => {
  const environment = await run(CreateEnvironment, {});
  if (!environment.ok) return environment;
  const { EnvironmentId, HomeBytes, QuotaBytes } = environment.data;
  const session = await run(CreateSession, { EnvironmentId });
  if (!session.ok) return session;
  const credentials = await run(PutCredentials, { EnvironmentId });
  if (!credentials.ok) return credentials;
  return { ok: true, data: { EnvironmentId, SessionId: session.data.SessionId, HomeBytes, QuotaBytes } };
};
