import type { ReactNode } from 'react';
import { ExpandableSection } from '@/components/ui/expandable-section';
import { Panel } from '@/components/ui/panel';
import { TextLink } from '@/components/ui/text-link';
import { paths } from '@/lib/console/paths';

type Question = { question: string; answer: ReactNode; links: readonly { label: string; href: string }[] };

/** Common questions about consolidated billing, with the pages that answer them for this account. */
export function QuestionsPanel({ month }: { month: string }) {
  return (
    <Panel title="Questions" description="Each with the page where your own numbers show the answer">
      <div className="space-y-1">
        {questionsOf(month).map(({ question, answer, links }) => (
          <ExpandableSection key={question} title={question}>
            <p className="max-w-3xl text-ink-2">{answer}</p>
            <p className="mt-1 flex flex-wrap gap-x-4">
              {links.map(({ label, href }) => (
                <TextLink key={label} href={href}>
                  {label}
                </TextLink>
              ))}
            </p>
          </ExpandableSection>
        ))}
      </div>
    </Panel>
  );
}

const questionsOf = (month: string): readonly Question[] => [
  {
    question: 'Why is one consolidated bill lower than separate bills?',
    answer:
      'The usage of all accounts is added up before price tiers apply, so together they reach lower tiers that no account reaches alone. Monthly free amounts apply only once, which costs a little more. The Savings page shows both, tier by tier.',
    links: [{ label: 'Savings: together and alone', href: paths.savings({ month }) }],
  },
  {
    question: 'Who pays after an account joins on the 10th?',
    answer:
      'The management account, from the moment the invitation is accepted. Earlier days stay on the account’s own bill, so the account is on two bills in that month. Leaving works the same way.',
    links: [
      { label: 'Bills: the months of each account', href: paths.bills({ month, tab: 'accounts' }) },
      { label: 'Invite account', href: paths.invitations },
    ],
  },
  {
    question: 'What happens if discount sharing is turned off on the last day of the month?',
    answer:
      'The setting at the end of the month applies to the whole bill. Until then, estimates use the current setting. Reservations and Savings Plans of an account with sharing off cover only its own usage. The total rises if nobody else can use the rest.',
    links: [{ label: 'Billing preferences: the impact of a change', href: paths.billingPreferences }],
  },
  {
    question: 'Why does a member see other amounts than the paying account?',
    answer:
      "A member sees its unblended costs: the tiers and discounts that it was given. The paying account also sees blended costs: the average rate of all accounts multiplied by the member's usage. Both add up to the same bill.",
    links: [{ label: 'Savings: blended and unblended by account', href: paths.savings({ month }) }],
  },
  {
    question: 'What happens to the charges of an account that is closed or removed?',
    answer:
      "Its usage until then stays on the organization's bill. A removed account pays for itself from then on. A closed account has no further usage. Its reservations still cost money, but cover nothing once it is closed. The paying account keeps the bills.",
    links: [
      { label: 'Bills: charges of former accounts', href: paths.bills({ month, tab: 'accounts' }) },
      { label: 'Costs in the organization', href: paths.costsInTree({ costs: 'current' }) },
    ],
  },
];
