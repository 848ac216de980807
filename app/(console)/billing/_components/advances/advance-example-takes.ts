/** What loading an example of AWS's guide takes: prices, usage, and what was bought or given in advance. */
export const ADVANCE_EXAMPLE_TAKES = {
  reservations: ['gatehouse:PutPriceList', 'gatehouse:PutUsage', 'gatehouse:PutReservation'],
  credits: ['gatehouse:PutPriceList', 'gatehouse:PutUsage', 'gatehouse:PutCredit'],
} as const;
