import { HelpPanel } from '@/components/console/shell/help-panel';

export function CategoriesHelp() {
  return (
    <HelpPanel title="Cost categories">
      <p>
        The rules of a category are read from the top: the first that means a cost decides into which value it falls. What no rule
        means falls into the default value, or into none.
      </p>
      <h3>Rules</h3>
      <p>
        By account, organizational unit, service, Region, charge type, tag or another category. A rule can also take the value
        from a tag or from the name of the account. Organizational units are Gatehouse’s own; AWS has no such rules.
      </p>
      <h3>Split charges</h3>
      <p>
        What is nobody’s own, such as support, can be shared out: evenly, in proportion to what each costs, or by percentages. As
        on AWS, that shows on the page of the category alone.
      </p>
    </HelpPanel>
  );
}
