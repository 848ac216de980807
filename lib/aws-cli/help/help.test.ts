import { expect, it } from 'vitest';
import { SERVICE_CONTRACTS } from '../../aws-api/testing/service-contracts';
import { runAws } from '../command';
import { nodeIo } from '../testing/node-io';
import { DEPENDENT_ACTIONS } from './dependent-actions';

async function help(...words: string[]): Promise<string> {
  const { io, written } = nodeIo('/', {}, async () => ({ ok: 'unreachable' }));
  expect(await runAws([...words, 'help'], io)).toBe(0);
  return written.stdout;
}

/** Returns the lines of a section without their indentation. */
const section = (text: string, title: string): string[] =>
  (new RegExp(`^${title}\\n(.*?)(?=\\n[A-Z ]+\\n|$(?![\\s\\S]))`, 'ms').exec(text)?.[1] ?? '')
    .split('\n')
    .map((line) => line.trim())
    .filter((line) => line !== '');

it('names the action of an operation, and the actions that some calls need too', async () => {
  expect(section(await help('iam', 'create-user'), 'PERMISSION')).toEqual(['iam:CreateUser']);
  expect(section(await help('lambda', 'create-function'), 'PERMISSION')).toEqual(
    expect.arrayContaining(['lambda:CreateFunction', 'Depending on the parameters, the call also needs:', 'o iam:PassRole']),
  );
  expect(section(await help('lambda', 'invoke'), 'PERMISSION')).toEqual(['lambda:InvokeFunction']);
});

it('says that a call needs no permission if it is made without credentials', async () => {
  const text = await help('sts', 'assume-role-with-web-identity');
  expect(section(text, 'PERMISSION')).toEqual(['None. The call is made without credentials.']);
});

it('shows one command with all that is required', async () => {
  expect(section(await help('iam', 'attach-user-policy'), 'EXAMPLE').join(' ')).toBe(
    'aws iam attach-user-policy --user-name <user-name> --policy-arn <policy-arn>',
  );
});

it('has the further actions that the contracts of operations need', () => {
  const needed = SERVICE_CONTRACTS.flatMap(([{ name }, contracts]) =>
    contracts.flatMap(([, { also = {} }]) =>
      Object.entries(also).flatMap(([operation, actions]) => actions.map((action) => [`${name}:${operation}`, action] as const)),
    ),
  );
  expect(needed.filter(([operation, action]) => !DEPENDENT_ACTIONS[operation]?.includes(action))).toEqual([]);
});
