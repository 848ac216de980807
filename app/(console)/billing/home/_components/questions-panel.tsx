import type { ReactNode } from 'react';
import { ExpandableSection } from '@/components/ui/expandable-section';
import { Panel } from '@/components/ui/panel';
import { TextLink } from '@/components/ui/text-link';
import { paths } from '@/lib/console/paths';

type Question = { question: string; answer: ReactNode; links: readonly { label: string; href: string }[] };

/** What is asked of consolidated billing in every class, each with where the numbers of this account answer it. */
export function QuestionsPanel({ month }: { month: string }) {
  return (
    <Panel title="Questions" description="Each with the page on which your own numbers answer it">
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
    question: 'Why is one bill lower than many?',
    answer:
      'The usage of all accounts is added up before it runs through the tiers of a price, so together they reach the cheaper tiers that none reaches alone. What is free each month is free once, which costs a little more. Savings draws both, tier by tier.',
    links: [{ label: 'Savings: together and alone', href: paths.savings({ month }) }],
  },
  {
    question: 'Who pays after an account joins on the 10th?',
    answer:
      'The management account, from the moment in which the invitation is accepted. The days before stay on the account’s own bill, so in that month it is on two bills. Leaving works the same way.',
    links: [
      { label: 'Bills: the months of each account', href: paths.bills({ month, tab: 'accounts' }) },
      { label: 'Invite an account', href: paths.invitations },
    ],
  },
  {
    question: 'What changes when discounts are no longer shared on the last day of the month?',
    answer:
      'The preference that holds at the end of the month decides the whole bill; until then, estimates go by today’s. Reservations and Savings Plans of an account that does not share serve itself alone. The total rises where nobody else may use what is left over.',
    links: [{ label: 'Billing preferences: what a change would make of the bill', href: paths.billingPreferences }],
  },
  {
    question: 'Why does a member see another number than the account that pays?',
    answer:
      'A member sees what it is charged: its unblended costs, with the tiers and discounts that it was given. The account that pays also sees the average rate of all accounts times what the member used: its blended costs. Both add up to the same bill.',
    links: [{ label: 'Savings: blended and unblended by account', href: paths.savings({ month }) }],
  },
  {
    question: 'What do closing and removing an account do to its charges?',
    answer:
      'What it used until then stays on the bill of the organization. From then on a removed account pays for itself, and a closed one uses nothing more. What it had reserved still costs, and helps nobody once it is closed. The account that pays keeps the bills.',
    links: [
      { label: 'Bills: charges of accounts that are gone', href: paths.bills({ month, tab: 'accounts' }) },
      { label: 'Costs in the organization', href: paths.costsInTree({ costs: 'current' }) },
    ],
  },
];
