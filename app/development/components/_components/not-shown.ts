/** The components that the page does not show by themselves, each with the reason. */
export const NOT_SHOWN: Readonly<Record<string, string>> = {
  AppShell: 'The frame of a whole window, which every page of the console shows; its parts are shown one by one.',
  CurrentAreaProvider: 'Draws nothing.',
  RegionMenu: 'A part of TopBar, which is shown.',
  RegionChoice: 'What RegionMenu holds once it is open.',
  ArnText: 'The text of CopyArn, which is shown.',
  ConsoleProviders: 'Draws nothing; it is around the page.',
  PortalContainer: 'Draws nothing; it is around each example.',
  PortalReset: 'Draws nothing.',
  TooltipProvider: 'Draws nothing.',
  CsvButton: 'A button of ResourceTable and PagedTable, which are shown.',
  TableFrame: 'What ResourceTable and PagedTable have in common.',
  ResourceTableGrid: 'The rows of ResourceTable and PagedTable.',
  VirtualRows: 'The rows of a ResourceTable with more than 200 of them on a page, which is shown.',
  TreeGridRow: 'A row of TreeGrid.',
  TreeRestRowView: 'The row of TreeGrid that asks for more, which is shown there.',
};
