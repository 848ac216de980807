/** Loading the example of AWS's guide chooses its prices and puts its usage in. */
export const EXAMPLE_TAKES = ['gatehouse:PutPriceList', 'gatehouse:PutUsage'] as const;
