import { screen, within } from '@testing-library/react';
import { expect, it, vi } from 'vitest';
import { ok, openPage } from '@/components/console/kit/testing/console';
import type { AccountNode } from './organization-nodes';

const written: unknown[] = [];
let answer: (moves: readonly { name: string }[]) => unknown = (moves) => ok(moves.map(() => null));
vi.mock('../actions', () => ({
  moveAccounts: async (_identity: string, moves: readonly { name: string }[]) => {
    written.push(moves);
    return answer(moves);
  },
}));
const { MoveDialog } = await import('./move-dialog');

const [ROOT, FROM, TO] = ['r-ab12', 'ou-ab12-from0000', 'ou-ab12-to000000'];
const unit = (Id: string, Name: string) => ({
  Type: 'ORGANIZATIONAL_UNIT',
  Id,
  Name,
  ParentId: ROOT,
  Place: 'Root',
  Arn: '',
  Principals: 1,
  UnitCount: 0,
  AccountCount: 2,
});
const root = { ...unit(ROOT, 'Root'), Type: 'ROOT', ParentId: null, UnitCount: 2 };
const above = [{ Type: 'ROOT', Id: ROOT, Name: 'Root' }];
const node = (Node: object, Above: object[]) => ok({ Node, Above, AccountsBelow: 2, UnitsBelow: 0, AccessRole: null });
const accounts = ['web', 'api'].map((Name, index) => ({
  Type: 'ACCOUNT',
  Id: `22222222222${index}`,
  Name,
  ParentId: FROM,
  Place: 'Root › From',
})) as unknown as AccountNode[];

const server = {
  'console:GetOrganizationNode': ({ NodeId }: { NodeId?: string }) =>
    NodeId === FROM ? node(unit(FROM, 'From'), above) : NodeId === TO ? node(unit(TO, 'To'), above) : node(root, []),
  'console:GetTreeBranch': ok({ Rows: [unit(FROM, 'From'), unit(TO, 'To')], Total: 2, Matches: 2, Whole: true }),
  'console:ListPoliciesOfTargets': ok({ Policies: [], Targets: [] }),
  'console:PreviewGuardrailChange': ok({
    Accounts: 2,
    Units: 0,
    ManagementExempt: false,
    OutsidersToo: false,
    Principals: 4,
    Lose: 0,
    Gain: 0,
    Undecided: 0,
    Closes: [],
    ByAccount: [],
    Milliseconds: 2,
  }),
  'console:PreviewDeclarativeChange': ok({
    Accounts: 9,
    Changed: 1,
    BecomeInvalid: 1,
    BecomeValid: 0,
    MoreGroups: 0,
    Milliseconds: 3,
    Groups: [
      {
        Type: 'BACKUP_POLICY',
        Change: 'BECOMES_INVALID',
        Settings: [],
        Problems: [{ Message: 'The plan has no rules.', Path: 'plans/daily', Policies: ['nightly'] }],
        Accounts: [{ Id: '222222222220', Name: 'web' }],
        AccountCount: 1,
      },
      {
        Type: 'TAG_POLICY',
        Change: 'CHANGED',
        Settings: [{ Path: 'tags/stage/tag_value', Before: null, After: '["dev"]' }],
        Problems: [],
        Accounts: [{ Id: '222222222221', Name: 'api' }],
        AccountCount: 1,
      },
    ],
  }),
  'sts:GetCallerIdentity': ok({ Account: '111111111111' }),
  'budgets:DescribeBudgets': ok({ Budgets: [{ BudgetName: 'team', CostFilters: { OrganizationalUnit: [FROM] } }] }),
};

it('shows everything that the move changes in one preview', async () => {
  const { user } = openPage(<MoveDialog accounts={accounts} initialDestinationId={TO} onClose={() => {}} />, server);
  await screen.findByText('For 1 account the effective policy changes; for 1 it becomes invalid.');
  expect(screen.getByText('The plan has no rules.').parentElement?.textContent).toContain('From nightly');
  await user.click(screen.getByRole('button', { name: '1 account: the tag policy changes' }));
  expect(screen.getByText('tags/stage/tag_value')).toBeTruthy();
  await screen.findByText(/no longer counts the costs/);
  expect(screen.getByRole('link', { name: 'team' })).toBeTruthy();
  expect(within(screen.getByRole('list', { name: 'Accounts to move' })).getAllByRole('listitem')).toHaveLength(2);
});

it('moves every account, names the one that failed, and offers to move the others back', async () => {
  written.length = 0;
  answer = (moves) =>
    ok(moves.map(({ name }) => (name === 'web' ? { code: 'AccessDenied', message: 'Not allowed.', requestId: 'r-1' } : null)));
  const { user } = openPage(<MoveDialog accounts={accounts} initialDestinationId={TO} onClose={() => {}} />, server);
  await user.click(await screen.findByRole('button', { name: 'Move accounts' }));
  await screen.findByText('Not allowed.');
  expect(screen.getByText('1 account was moved to To.')).toBeTruthy();
  answer = (moves) => ok(moves.map(() => null));
  await user.click(screen.getByRole('button', { name: 'Move back' }));
  await screen.findByText('api was moved back.');
  const move = (index: number, from: string, to: string) => ({
    id: accounts[index]?.Id,
    name: accounts[index]?.Name,
    from,
    to,
  });
  expect(written).toEqual([[move(0, FROM, TO), move(1, FROM, TO)], [move(1, TO, FROM)]]);
});

it('stands for the accounts below an OU, and says that the OU stays', async () => {
  const Accounts = accounts.map(({ Id, Name, ParentId }) => ({ Id, Name, ParentId, State: 'ACTIVE' }));
  const diagram = ok({
    Root: { Id: ROOT, Name: 'Root' },
    EnabledTypes: [],
    ManagementAccountId: '111111111111',
    Units: [{ Id: FROM, Name: 'From', ParentId: ROOT, AccountCount: 2 }],
    Accounts,
    AccountsInRoot: 0,
  });
  openPage(<MoveDialog accounts={[]} units={[unit(FROM, 'From') as never]} initialDestinationId={TO} onClose={() => {}} />, {
    ...server,
    'console:GetOrganizationDiagram': diagram,
  });
  await screen.findByText('Move 2 accounts to To?');
  expect(screen.getByText(/the accounts of From are moved, and the OUs stay/)).toBeTruthy();
});
