/** Loading AWS's example chooses its prices and adds its usage. */
export const EXAMPLE_TAKES = ['gatehouse:PutPriceList', 'gatehouse:PutUsage'] as const;
