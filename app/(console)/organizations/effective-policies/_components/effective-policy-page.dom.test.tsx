import { screen, waitFor, within } from '@testing-library/react';
import { describe, expect, it } from 'vitest';
import { denied, ok, openPage } from '@/components/console/kit/testing/console';
import { policyTypeOf } from '../../_components/policy-types';
import { EffectivePolicyPage } from './effective-policy-page';
import { IssuesPage } from './issues-page';
import type { Draft, NodePolicy } from './node-policy';
import { SAMPLE } from './testing/sample-policy';

const READ = 'console:GetNodeEffectivePolicy';

function open(answer: Parameters<typeof openPage>[1][string]) {
  const type = policyTypeOf('tag_policy');
  if (type?.kind !== null) throw new Error('there is no such type');
  return openPage(<EffectivePolicyPage nodeId="111122223333" type={type} />, { [READ]: answer });
}

const lineage = () => screen.getByRole('heading', { name: /comes from/ }).closest('section') as HTMLElement;

describe('the page of an effective policy', () => {
  it('shows the policies of the path, the values with their sources, and what is ignored', async () => {
    open(ok(SAMPLE));
    await screen.findByRole('heading', { name: 'Effective tag policy of payments', level: 1 });
    expect(screen.getByText('2 policies on 3 levels')).toBeTruthy();
    expect(screen.getByText('1 operation ignored')).toBeTruthy();
    const payments = screen.getByRole('region', { name: 'payments' });
    expect(within(payments).getByText('lets children append and remove values only.')).toBeTruthy();
    expect(within(screen.getByRole('region', { name: 'Workloads' })).getByText('No policy attached.')).toBeTruthy();
    expect(screen.getByRole('button', { name: /CC-2.*removed on payments/ })).toBeTruthy();
    expect(screen.getByRole('link', { name: 'Attach policy' }).getAttribute('href')).toContain('tab=policies');
  });

  it('explains the value that is chosen by keyboard, and announces it', async () => {
    const { user } = open(ok(SAMPLE));
    const value = await screen.findByRole('button', { name: /CC-3/ });
    value.focus();
    await user.keyboard('{Enter}');
    expect(value.getAttribute('aria-pressed')).toBe('true');
    expect(within(lineage()).getByText('Appends CC-3. This is the source.')).toBeTruthy();
    expect(within(lineage()).getByText('Does not touch this setting.')).toBeTruthy();
    expect(lineage().querySelector('[aria-live=polite]')).toBeTruthy();
  });

  it('tests a tag by the policy', async () => {
    const { user } = open(ok(SAMPLE));
    const value = await screen.findByLabelText('Tag value');
    await user.type(value, 'CC-2');
    await user.click(screen.getByRole('button', { name: 'Test' }));
    expect(screen.getByText('Accepted on ec2:instance, and reported as noncompliant')).toBeTruthy();
    expect(screen.getByText('The tag policy does not allow the value. Allowed for CostCenter: CC-1, CC-3.')).toBeTruthy();
    await user.clear(value);
    await user.type(value, 'CC-3{Enter}');
    expect(screen.getByText('The tag complies.')).toBeTruthy();
  });

  it('computes the page with a draft, and discards it', async () => {
    const asked: Draft[] = [];
    const drafted: NodePolicy = {
      ...SAMPLE,
      Settings: SAMPLE.Settings.slice(0, 1),
      Draft: {
        Faults: [],
        Accounts: 12,
        Changed: 3,
        BecomeInvalid: 2,
        BecomeValid: 0,
        Affected: [{ Id: '444455556666', Name: 'production', Change: 'BECOMES_INVALID', Problem: 'Too many tags' }],
      },
    };
    const { user } = open(({ Draft }: { Draft?: Draft }) => {
      if (Draft) asked.push(Draft);
      return ok(Draft ? drafted : SAMPLE);
    });
    await user.click(await screen.findByRole('button', { name: /CC-3/ }));
    await user.click(screen.getByRole('button', { name: 'Edit in a draft' }));
    const document = await screen.findByLabelText('Document');
    await user.clear(document);
    await user.type(document, '{{"tags":{{}}');
    await user.click(screen.getByRole('button', { name: 'Calculate' }));
    expect(await screen.findByText('2 accounts below would become invalid.')).toBeTruthy();
    expect(asked).toEqual([{ PolicyId: 'p-own', Content: '{"tags":{}}' }]);
    expect(screen.getByText(/Draft of PaymentsTags, payments: Too many tags/)).toBeTruthy();
    expect(within(screen.getByRole('table', { name: 'Affected accounts' })).getByText('Becomes invalid')).toBeTruthy();
    await user.click(screen.getAllByRole('button', { name: 'Discard draft' })[0] as HTMLElement);
    await waitFor(() => expect(screen.queryByText('2 accounts below would become invalid.')).toBeNull());
  });

  it('names the faults of a draft that can’t be saved', async () => {
    const Draft = {
      Faults: [{ Line: 3, Message: 'The value must be a list.' }],
      Accounts: 0,
      Changed: 0,
      BecomeInvalid: 0,
      BecomeValid: 0,
      Affected: [],
    };
    const { user } = open((input: { Draft?: Draft }) => ok(input.Draft ? { ...SAMPLE, Draft } : SAMPLE));
    await user.click(await screen.findByRole('tab', { name: 'What if' }));
    await user.click(await screen.findByRole('button', { name: 'Calculate' }));
    expect(await screen.findByText('Line 3: The value must be a list.')).toBeTruthy();
  });

  it('shows the document in force and the issues of an invalid policy, with links to the editor', async () => {
    const Issues = [
      { Code: 'ELEMENTS_TOO_MANY', Message: 'Too many tags', Path: 'tags', Policies: [{ Id: 'p-own', Name: 'PaymentsTags' }] },
    ];
    const { user } = open(ok({ ...SAMPLE, Invalid: { InForce: '{"tags":{"old":{}}}', Issues } }));
    const issues = await screen.findByRole('table', { name: 'Effective policy issues' });
    expect(within(issues).getByText('ELEMENTS_TOO_MANY')).toBeTruthy();
    expect(within(issues).getByRole('link', { name: 'Edit PaymentsTags' }).getAttribute('href')).toContain('p-own/edit');
    await user.click(screen.getByRole('tab', { name: 'JSON' }));
    expect(await screen.findByText(/"old"/)).toBeTruthy();
    // The open tab stays for the next test.
    await user.click(screen.getByRole('tab', { name: 'Fields' }));
  });

  it('shows a member its document without sources', async () => {
    const Settings = SAMPLE.Settings.map((setting) => ({
      ...setting,
      Gone: [],
      Values: setting.Values.map((value) => ({ ...value, Source: null })),
    }));
    const Levels = SAMPLE.Levels.map((level) => ({ ...level, Policies: [] }));
    open(ok({ ...SAMPLE, HidesPolicies: true, Settings, Levels }));
    expect(await screen.findByText(/You don’t have permission to view every policy on the path/)).toBeTruthy();
    expect(screen.getByRole('button', { name: 'CC-1' })).toBeTruthy();
    expect(screen.queryByRole('heading', { name: /comes from/ })).toBeNull();
  });

  it('says that the type is not enabled, that nothing is attached, and who may view it', async () => {
    const first = open(ok({ ...SAMPLE, Enabled: false, Settings: [], Levels: [] }));
    expect(await screen.findByRole('link', { name: 'Enable tag policies' })).toBeTruthy();
    first.unmount();
    const second = open(ok({ ...SAMPLE, Settings: [], Levels: SAMPLE.Levels.map((level) => ({ ...level, Policies: [] })) }));
    expect(await screen.findByText('No tag policy applies to payments')).toBeTruthy();
    second.unmount();
    open(denied('organizations:DescribeEffectivePolicy'));
    expect(await screen.findByText(/You don’t have permission to view the effective tag policy/)).toBeTruthy();
  });
});

it('lists the accounts with an invalid policy, with a link to its issues', async () => {
  openPage(<IssuesPage />, {
    'organizations:DescribeOrganization': ok({ Organization: {} }),
    'console:ListInvalidEffectivePolicies': ok({
      Accounts: [{ AccountId: '111122223333', Name: 'payments', Types: ['TAG_POLICY'] }],
    }),
  });
  const link = await screen.findByRole('link', { name: 'View issues of payments, Tag policies' });
  expect(link.getAttribute('href')).toBe('/organizations/effective-policies/111122223333?type=tag_policy');
});
