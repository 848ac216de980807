import { HelpPanel } from '@/components/console/shell/help-panel';

export function CategoriesHelp() {
  return (
    <HelpPanel title="Cost categories">
      <p>
        The rules of a category are evaluated in order. The first rule that matches a cost decides its value. Costs that no rule
        matches get the default value, or no value.
      </p>
      <h3>Rules</h3>
      <p>
        A rule can match the account, organizational unit, service, Region, charge type, tag or another category. It can also take
        its value from a tag or the account name. Rules by organizational unit exist in Gatehouse only, not in AWS.
      </p>
      <h3>Split charges</h3>
      <p>
        You can split shared costs, such as support: evenly, in proportion to the costs of each target, or by fixed percentages.
        As in AWS, split charges only appear on the page of the category.
      </p>
    </HelpPanel>
  );
}
