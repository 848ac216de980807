import { createAccount } from '../../account/create-account';
import { toEventRows } from '../../core/events/events';
import { runOperation } from '../../core/run/run';
import { rootCaller, testCall, userCaller } from '../../core/test-world';
import { measureLoopDelay } from '../../core/work/loop-delay';
import { createBenchDatabase } from '../../db/test-bench-database';
import { transaction } from '../../db/transaction';
import { AttachUserPolicy } from '../../iam/attachment/operations';
import { PutUserPolicy } from '../../iam/inline-policy/operations';
import { CreateUser } from '../../iam/user/operations';
import { GeneratePolicy } from './operations';

const EVENTS = 100_000;
const DAYS = 90;
const DAY_MS = 86_400_000;
const ADDRESSES = 3;
const ROWS_AT_ONCE = 500;
const ACTIONS = [
  's3:GetObject',
  's3:PutObject',
  's3:DeleteObject',
  'sqs:SendMessage',
  'sqs:ReceiveMessage',
  'dynamodb:GetItem',
  'iam:GetRole',
];
/** The number of distinct resources per service. */
const RESOURCES = 120;

type Figure = { name: string; value: number; unit: string; target?: string };

/** Measures a policy generated from 100,000 events, and how long other calls wait. */
export async function run(): Promise<Figure[]> {
  const database = await createBenchDatabase();
  try {
    const now = new Date();
    const { id: accountId } = await transaction(database, (tx) =>
      createAccount(tx, { name: 'bench', email: 'bench@example.com', now }),
    );
    const root = { ...testCall(rootCaller(accountId)), now };
    const UserName = 'ana';
    const { User } = await runOperation(CreateUser, { UserName }, root, database);
    await runOperation(AttachUserPolicy, { UserName, PolicyArn: 'arn:aws:iam::aws:policy/PowerUserAccess' }, root, database);
    await runOperation(AttachUserPolicy, { UserName, PolicyArn: 'arn:aws:iam::aws:policy/ReadOnlyAccess' }, root, database);
    const deny = { Effect: 'Deny', Action: 's3:*', Resource: 'arn:aws:s3:::secret/*' };
    const PolicyDocument = JSON.stringify({ Version: '2012-10-17', Statement: [deny] });
    await runOperation(PutUserPolicy, { UserName, PolicyName: 'own', PolicyDocument }, root, database);
    const call = { ...testCall(userCaller(User)), region: 'eu-west-1' };
    const callers = new Set<string>();
    for (let from = 0; from < EVENTS; from += ROWS_AT_ONCE) {
      const rows = Array.from({ length: ROWS_AT_ONCE }, (_, i) => {
        const n = from + i;
        const action = ACTIONS[n % ACTIONS.length] ?? '';
        const [service = '', name = ''] = action.split(':');
        const resource = resourceOf(service, accountId, (n * 7919) % RESOURCES);
        return toEventRows({
          call: {
            ...call,
            now: new Date(now.getTime() - Math.floor((n * DAYS * DAY_MS) / EVENTS) - 1),
            sourceIp: `10.0.0.${n % ADDRESSES}`,
          },
          service,
          name,
          readOnly: false,
          outcome: 'Success',
          resources: [{ ARN: resource, accountId }],
          decision: [{ action, resource, decision: 'Allowed', deciding: [{ policyId: 'p', statementIndex: 0 }] }],
        });
      });
      await transaction(database, async (tx) => {
        const fresh = rows.map(({ caller }) => caller).filter(({ id }) => !callers.has(id));
        const distinct = [...new Map(fresh.map((caller) => [caller.id, caller])).values()];
        for (const { id } of distinct) callers.add(id);
        if (distinct.length > 0) await tx.eventCaller.createMany({ data: distinct });
        await tx.event.createMany({ data: rows.map(({ event }) => event) });
      });
    }
    const measure = async (name: string, options: { Strict?: boolean; Compact?: boolean }): Promise<Figure[]> => {
      const stop = measureLoopDelay();
      const started = performance.now();
      const made = await runOperation(GeneratePolicy, { PrincipalArn: User.Arn, ...options }, root, database);
      const took = performance.now() - started;
      const { maxMs } = stop();
      if (made.Events !== EVENTS || made.Allowed !== made.Replayed || made.Replayed === 0)
        throw new Error(`${made.Allowed} of ${made.Replayed} calls of ${made.Events} events are allowed`);
      return [
        { name: `${name}, of ${EVENTS} events and ${made.Calls} different calls`, value: took, unit: 'ms', target: 'under 5000' },
        { name: `longest event-loop delay of ${name}`, value: maxMs, unit: 'ms', target: 'under 50' },
      ];
    };
    // The catalog's actions are numbered once per process.
    await runOperation(GeneratePolicy, { PrincipalArn: User.Arn, Days: 1 }, root, database);
    return [...(await measure('a policy from activity', {})), ...(await measure('the same, strict', { Strict: true }))];
  } finally {
    await database.close();
  }
}

function resourceOf(service: string, accountId: string, number: number): string {
  switch (service) {
    case 's3':
      return `arn:aws:s3:::bench-${number % 4}/${number % 2 === 0 ? 'logs' : 'reports'}/${number}`;
    case 'iam':
      return `arn:aws:iam::${accountId}:role/worker-${number}`;
    case 'dynamodb':
      return `arn:aws:dynamodb:eu-west-1:${accountId}:table/table-${number}`;
    default:
      return `arn:aws:sqs:eu-west-1:${accountId}:queue-${number}`;
  }
}
