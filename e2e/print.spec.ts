import { paths } from '../lib/console/paths';
import { DEMO_PASSWORD } from '../prisma/seed/demo-password';
import { test } from './fixtures';
import { furnishCall } from './furnish';
import { expectGoodPaper } from './paper';
import { actAsUser, openAccount, readAsPage } from './session';

// Teachers hand out pages that explain something on paper.

test('every explaining page prints completely, without the navigation of the console', async ({ page }) => {
  await actAsUser(page, 'acme', 'admin', DEMO_PASSWORD);
  const { Account, Arn: admin } = await readAsPage<{ Account: string; Arn: string }>(page, 'sts', 'GetCallerIdentity');
  const [finn, kim] = ['finn', 'kim'].map((name) => `arn:aws:iam::${Account}:user/${name}`);
  const asked = { principal: kim, action: 'iam:UpdateLoginProfile', resource: `arn:aws:iam::${Account}:user/admin` };
  const EXPLAINING = [
    paths.ask(asked),
    paths.decision(asked),
    `${paths.access({ principal: kim, action: 'iam:UpdateLoginProfile' })}&service=iam`,
    `${paths.access({ principal: admin })}&resources=true`,
    paths.whoCan({ action: 'iam:UpdateLoginProfile', resource: '*' }),
    paths.whoCan({ tab: 'what', principal: kim }),
    paths.accessGraph(),
    paths.escalationPath({ selected: kim ?? '' }),
    paths.escalationMethods,
    `${paths.simulator({ principal: kim })}`,
    `${paths.compare({ left: finn, right: kim })}&service=iam&action=iam:UpdateLoginProfile`,
    paths.accessChanges(),
    paths.posture(),
    paths.posture({ scope: 'organization' }),
    paths.unusedAccess,
    paths.policyChecks,
    paths.bills(),
    paths.billingHome(),
    paths.costExplorer(),
    paths.savings(),
    paths.whatIf(),
    paths.priceList(),
    paths.moduleMap,
    paths.responsibility(),
    paths.predict(),
    paths.scenarios,
    paths.apiCoverage,
  ];
  for (const path of EXPLAINING) await expectGoodPaper(page, path);
});

test('an explained denial prints completely', async ({ page }) => {
  const { id } = await openAccount(page);
  await furnishCall(page, 'iam', 'CreateUser', { UserName: 'ana' });
  const decision = { principal: `arn:aws:iam::${id}:user/ana`, action: 's3:GetObject', resource: '*' };
  await expectGoodPaper(page, paths.decision(decision));
  await expectGoodPaper(page, paths.user('ana', 'access'));
});
