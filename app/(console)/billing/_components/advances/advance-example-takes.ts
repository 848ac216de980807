/** The permissions for loading an example of AWS's guide: prices, usage and purchases or credits. */
export const ADVANCE_EXAMPLE_TAKES = {
  reservations: ['gatehouse:PutPriceList', 'gatehouse:PutUsage', 'gatehouse:PutReservation'],
  credits: ['gatehouse:PutPriceList', 'gatehouse:PutUsage', 'gatehouse:PutCredit'],
} as const;
