import { openAuthorizationApi } from '../access';
import { loadModels } from '../aws-api/protocol/sdk-schemas';
import { type AwsApi, answerCall, startAwsApi } from '../aws-api/server/start-aws-api';
import { runtime } from '../console/runtime';
import { accessLog } from '../core/events/access-log';
import { observeCalls } from '../core/events/call-records';
import { log } from '../core/log';
import { jobsOfModules } from '../core/module/module';
import { startMetrics } from '../core/run/metrics';
import { settings } from '../core/settings';
import { installationCalls } from '../installation';
import { hostCheck } from '../listener/hosts.mjs';
import { loadModules } from '../modules';
import { consoleAddress, localAddress } from '../settings/settings.mjs';
import { startJobs } from './run-jobs';

declare global {
  /** The current code that answers the wire API. It is on globalThis because Next bundles its entries separately. */
  var __gatehouseAnswer: typeof answerCall | undefined;
}

/** The address that reloads this module in development after its code changed. */
export const RELOAD_PATH = '/api/development/wire-api';

/** Starts the wire API with this process's database and port, and the background jobs, which stop with it. */
export async function startWireApi(): Promise<AwsApi> {
  const { database } = await runtime();
  const { host, port, apiPort, resetToken, authorizeToken, trustedProxies, allowedHosts, denialLinks } = settings();
  const { metrics: served, accessLog: logsCalls } = settings();
  const isOwnHost = hostCheck({ host, allowedHosts });
  const reset = resetToken === null ? undefined : installationCalls(database, resetToken);
  const authorizationApi = authorizeToken === null ? undefined : openAuthorizationApi(database, authorizeToken);
  const metrics = served === null ? undefined : { metrics: startMetrics(database), token: served.token };
  if (logsCalls) observeCalls(accessLog());
  const reloading: typeof answerCall = async (wire, api) => {
    // Next loads changed code when a page that contains it is requested. Code that does not compile leaves the old code in place.
    const answer = await fetch(localAddress(host, port) + RELOAD_PATH);
    if (!answer.ok) log.warn({ status: answer.status }, 'the wire API could not be loaded anew');
    return (globalThis.__gatehouseAnswer ?? answerCall)(wire, api);
  };
  const answer = process.env.NODE_ENV === 'development' ? reloading : answerCall;
  const linked = denialLinks ? consoleAddress(settings()) : null;
  const started = {
    database,
    host,
    port: apiPort,
    consoleUrl: linked,
    trustedProxies,
    isOwnHost,
    reset,
    authorizationApi,
    metrics,
    answer,
  };
  const api = await startAwsApi(started);
  const stopJobs = startJobs(await jobsOfModules(database), database);
  const close = async () => {
    await Promise.all([stopJobs(), api.close()]);
  };
  return { ...api, close };
}

/** Makes the running listener answer with the code of this module. */
export async function takeOverAnswers(): Promise<void> {
  await loadModules();
  await loadModels();
  globalThis.__gatehouseAnswer = (wire, api) =>
    answerCall(wire, {
      ...api,
      reset: api.reset && installationCalls(api.database, api.reset.token),
      authorizationApi: api.authorizationApi && openAuthorizationApi(api.database, api.authorizationApi.token),
    });
}
