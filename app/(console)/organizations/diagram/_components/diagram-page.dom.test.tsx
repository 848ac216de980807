import { screen, within } from '@testing-library/react';
import { describe, expect, it } from 'vitest';
import { denied, ok, openPage } from '@/components/console/kit/testing/console';
import { DiagramPage } from './diagram-page';
import { toSvgFile } from './export-svg';

const ROOT = 'r-ab12';
const WORKLOADS = 'ou-ab12-workload';
const [MANAGEMENT, PRODUCTION] = ['111111111111', '222222222222'];

const account = (Id: string, Name: string, ParentId: string) => ({ Id, Name, ParentId, State: 'ACTIVE' });
const crowd = Array.from({ length: 40 }, (_, index) =>
  account(String(300_000_000_000 + index), `crowd-${index}`, 'ou-ab12-crowded0'),
);

const DIAGRAM = {
  Root: { Id: ROOT, Name: 'Root' },
  EnabledTypes: ['TAG_POLICY', 'SERVICE_CONTROL_POLICY'],
  ManagementAccountId: MANAGEMENT,
  Units: [
    { Id: 'ou-ab12-crowded0', Name: 'Crowded', ParentId: ROOT, AccountCount: 40 },
    { Id: WORKLOADS, Name: 'Workloads', ParentId: ROOT, AccountCount: 1 },
  ],
  Accounts: [account(MANAGEMENT, 'main', ROOT), account(PRODUCTION, 'production', WORKLOADS), ...crowd],
  AccountsInRoot: 1,
};

const everything = {
  'organizations:DescribeOrganization': ok({ Organization: { Id: 'o-abc', MasterAccountId: MANAGEMENT, FeatureSet: 'ALL' } }),
  'console:GetOrganizationDiagram': ok(DIAGRAM),
  'console:ListPolicyAttachments': ok({
    Policies: [
      { Id: 'p-1', Name: 'DenyRegions', Type: 'SERVICE_CONTROL_POLICY' },
      { Id: 'p-2', Name: 'cost-center', Type: 'TAG_POLICY' },
    ],
    Targets: [{ Id: WORKLOADS, PolicyIds: ['p-2', 'p-1'] }],
  }),
  'console:ListAdministratorServices': ok({ Administrators: [{ AccountId: PRODUCTION, Services: ['Amazon GuardDuty'] }] }),
  'console:ListInvalidEffectivePolicies': ok({ Accounts: [{ AccountId: PRODUCTION, Types: ['TAG_POLICY'] }] }),
};

const drawing = async () => within(await screen.findByRole('group', { name: /Organization diagram/ }));

describe('the organization diagram', () => {
  it('says everything about a node in its link, which leads to its page', async () => {
    openPage(<DiagramPage />, everything);
    const unit = await (await drawing()).findByRole('link', { name: /^Workloads.*SCP/ });
    expect(unit.getAttribute('aria-label')).toBe('Workloads. Organizational unit. 1 account. SCP: DenyRegions. Tag: cost-center');
    expect(unit.getAttribute('href')).toBe(`/organizations/units/${WORKLOADS}`);
    const production = (await drawing()).getByRole('link', { name: /^production/ });
    expect(production.getAttribute('aria-label')).toContain('Delegated administrator: Amazon GuardDuty');
    expect(production.getAttribute('aria-label')).toContain('Invalid effective policy: Tag');
    expect((await drawing()).getByRole('link', { name: /^Root/ }).getAttribute('aria-label')).toContain('Enabled: SCP, Tag');
    expect((await drawing()).getByRole('link', { name: /^main/ }).getAttribute('aria-label')).toContain('Management account');
  });

  it('counts the accounts of a crowded OU until they are asked for', async () => {
    const { user } = openPage(<DiagramPage />, everything);
    expect((await drawing()).queryByRole('link', { name: /^crowd-/ })).toBeNull();
    await user.click((await drawing()).getByRole('button', { name: 'Show 40 accounts' }));
    expect((await drawing()).getAllByRole('link', { name: /^crowd-/ })).toHaveLength(40);
  });

  it('has one node in the tab order, and moves, collapses and expands by keys', async () => {
    const { user } = openPage(<DiagramPage />, everything);
    const picture = await drawing();
    const root = picture.getByRole('link', { name: /^Root/ });
    const stops = () => [...document.querySelectorAll('[data-node][tabindex="0"]')];
    expect(stops()).toEqual([root]);
    root.focus();
    await user.keyboard('{End}');
    expect(document.activeElement?.getAttribute('aria-label')).toMatch(/^production/);
    expect(stops()).toEqual([document.activeElement]);
    await user.keyboard('{ArrowLeft}');
    expect(document.activeElement?.getAttribute('aria-label')).toMatch(/^Workloads/);
    await user.keyboard('{ArrowLeft}');
    expect(picture.queryByRole('link', { name: /^production/ })).toBeNull();
    expect(document.activeElement?.getAttribute('aria-expanded')).toBe('false');
    await user.keyboard('{ArrowRight}{ArrowRight}');
    expect(document.activeElement?.getAttribute('aria-label')).toMatch(/^production/);
    await user.keyboard('{Home}');
    expect(document.activeElement).toBe(root);
  });

  it('draws the tree without the parts that the viewer may not read, and says so', async () => {
    openPage(<DiagramPage />, {
      ...everything,
      'console:ListPolicyAttachments': denied('organizations:ListPolicies'),
      'console:ListInvalidEffectivePolicies': denied('organizations:ListAccountsWithInvalidEffectivePolicy'),
    });
    await screen.findByText(/permission to view attached policies or invalid effective policies/);
    const unit = (await drawing()).getByRole('link', { name: /^Workloads/ });
    expect(unit.getAttribute('aria-label')).toBe('Workloads. Organizational unit. 1 account');
  });

  it('is denied to viewers who may not list accounts', async () => {
    openPage(<DiagramPage />, { ...everything, 'console:GetOrganizationDiagram': denied('organizations:ListAccounts') });
    expect((await screen.findAllByText(/organizations:ListAccounts/)).length).toBeGreaterThan(0);
    expect(screen.queryByRole('group', { name: /Organization diagram/ })).toBeNull();
  });

  it('exports a file with both themes, text as text, and nothing of the page', async () => {
    openPage(<DiagramPage />, everything);
    await (await drawing()).findByRole('link', { name: /SCP: DenyRegions/ });
    const svg = document.querySelector<SVGSVGElement>('svg[aria-label^="Organization diagram"]');
    if (!svg) throw new Error('there is no drawing');
    const file = toSvgFile(svg, 'Organization o-abc', (token, theme) => `${theme}-${token}`);
    const read = new DOMParser().parseFromString(file, 'image/svg+xml');
    expect(read.querySelector('parsererror')).toBeNull();
    expect(read.documentElement.getAttribute('font-family')).toContain('Arial');
    expect(read.querySelector('title')?.textContent).toBe('Organization o-abc');
    const texts = [...read.querySelectorAll('text')].map(({ textContent }) => textContent?.trim());
    expect(texts).toEqual(
      expect.arrayContaining(['Root', 'Workloads', 'SCP DenyRegions', 'Tag cost-center', 'production', PRODUCTION]),
    );
    const style = read.querySelector('style')?.textContent ?? '';
    expect(style).toContain('.fill-ink{fill:light-ink}');
    expect(style).toMatch(/@media \(prefers-color-scheme:dark\)\{.*\.fill-ink\{fill:dark-ink\}/);
    expect(file).not.toMatch(/href|tabindex|role=|var\(--|<a |currentColor"[^>]*class=""/);
    // The picture on the page stays as it is.
    expect(svg.querySelectorAll('a').length).toBeGreaterThan(3);
  });

  it('shows the same as a list', async () => {
    const { user } = openPage(<DiagramPage />, everything);
    await user.click(await screen.findByRole('radio', { name: 'List' }));
    const row = await screen.findByRole('row', { name: /production/ });
    expect(row.textContent).toContain('Delegated administrator: Amazon GuardDuty');
    expect((await screen.findByRole('row', { name: /Workloads/ })).textContent).toContain('SCP: DenyRegions');
  });
});
