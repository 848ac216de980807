import { GetServicePermissions } from '../access/effective/operations';
import { SummarizePolicy } from '../access/policy-summary/operations';
import { ValidatePolicy } from '../access-analyzer/policy-check/operations';
import { runOperation } from '../core/run/run';
import { rootCaller, testCall } from '../core/test-world';
import { HOSTILE_SHAPES } from '../core/testing/hostile-policies';
import { createBenchDatabase } from '../db/test-bench-database';
import { SimulateCustomPolicy } from '../iam/simulation/operations';
import { startAwsApi } from './server/start-aws-api';
import { beside, createAdministrator, type Figure, load } from './testing/load';
import { queryCall, signRequest, toHttpText } from './testing/signer';

const CONNECTIONS = 4;
const ENDLESS = 200_000;
/** The number of questions at the same time. */
const QUESTIONS = 10;

/** Measures GetCallerIdentity of one account while another account repeatedly asks ten questions about hostile policies. */
export async function run(): Promise<Figure[]> {
  const database = await createBenchDatabase();
  const api = await startAwsApi({ database, host: '127.0.0.1', port: 0, consoleUrl: 'http://localhost:3000' });
  try {
    const { accountId: _, ...keys } = await createAdministrator(database);
    const hostile = await createAdministrator(database, 'hostile');
    const call = () => testCall(rootCaller(hostile.accountId));
    const PrincipalArn = `arn:aws:iam::${hostile.accountId}:user/administrator`;
    const ask = (document: string): readonly (() => Promise<unknown>)[] => [
      () =>
        runOperation(
          GetServicePermissions,
          { PrincipalArn, Service: 'ec2', Drafts: [{ kind: 'add', type: 'identity', name: 'draft', document }] },
          call(),
          database,
        ),
      () => runOperation(SummarizePolicy, { Document: document, Kind: 'identity' }, call(), database),
      () => runOperation(ValidatePolicy, { policyDocument: document, policyType: 'IDENTITY_POLICY' }, call(), database),
      () =>
        runOperation(SimulateCustomPolicy, { PolicyInputList: [document], ActionNames: ['ec2:RunInstances'] }, call(), database),
    ];
    const questions = HOSTILE_SHAPES.flatMap(({ document }) => ask(document(6_000)));
    let next = 0;
    const once = () =>
      Promise.all(
        Array.from({ length: QUESTIONS }, () => {
          next += 1;
          // Some questions are refused, because too many wait or the policies are too complex.
          return questions[next % questions.length]?.().catch(() => undefined);
        }),
      );
    const identity = toHttpText(await signRequest(keys, queryCall('GetCallerIdentity', {}, '2011-06-15'), { service: 'sts' }));
    await load(api.port, [identity], 2_000, CONNECTIONS);
    const quiet = await load(api.port, [identity], 2_000, CONNECTIONS);
    const { p99, delay } = await beside((stop) => load(api.port, [identity], ENDLESS, CONNECTIONS, stop), once);
    return [
      { name: 'hostile policies: GetCallerIdentity p99, nothing beside it', value: quiet.p99, unit: 'ms' },
      { name: 'hostile policies: GetCallerIdentity p99 beside ten questions', value: p99, unit: 'ms', target: 'under 200' },
      { name: 'hostile policies: event-loop delay p99', value: delay.p99Ms, unit: 'ms', target: 'under 50' },
      { name: 'hostile policies: longest event-loop delay', value: delay.maxMs, unit: 'ms', target: 'under 50' },
    ];
  } finally {
    await api.close();
    await database.close();
  }
}
