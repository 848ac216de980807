import { divideHalfEven, formatDecimal, PICO, parseDecimal } from '@gatehouse/bill';
import { isOneOf, keysOf } from '../../core/text/lists';
import { usageTypeIn } from '../regions';
import type { PriceListInput } from './price-list';

// Sample data like current-prices.ts: one-year reservations near list prices, and one-year Savings Plans with discounts of whole
// families. Single sizes differ slightly.

type Reservations = NonNullable<PriceListInput['reservations']>;
type SavingsPlans = NonNullable<PriceListInput['savingsPlans']>;

/** Returns the three payment options of a one-year standard reservation. */
function reservation(
  region: string,
  type: string,
  none: string,
  partial: readonly [upfront: string, rate: string],
  all: string,
): Reservations {
  const of = { service: 'AmazonEC2', usageType: usageTypeIn(region, 'AmazonEC2', `BoxUsage:${type}`), region, years: 1 } as const;
  return [
    { ...of, payment: 'No Upfront', upfront: '0', recurring: { every: 'hour', rate: none } },
    { ...of, payment: 'Partial Upfront', upfront: partial[0], recurring: { every: 'hour', rate: partial[1] } },
    { ...of, payment: 'All Upfront', upfront: all, recurring: { every: 'hour', rate: '0' } },
  ];
}

export const RESERVATIONS: Reservations = [
  reservation('us-east-1', 't3.micro', '0.0065', ['28', '0.0031'], '53'),
  reservation('us-east-1', 't3.small', '0.013', ['56', '0.0063'], '107'),
  reservation('us-east-1', 't3.medium', '0.0261', ['112', '0.0127'], '213'),
  reservation('us-east-1', 't3.large', '0.0522', ['224', '0.0254'], '427'),
  reservation('us-east-1', 'm5.large', '0.0605', ['252', '0.0288'], '494'),
  reservation('us-east-1', 'm5.xlarge', '0.121', ['504', '0.0576'], '988'),
  reservation('us-east-1', 'm5.2xlarge', '0.242', ['1008', '0.1152'], '1976'),
  reservation('us-east-1', 'm6a.large', '0.05716', ['238', '0.0272'], '467'),
  reservation('us-east-1', 'm6a.xlarge', '0.11431', ['477', '0.0544'], '935'),
  reservation('us-east-1', 'c5.large', '0.054', ['223', '0.0255'], '438'),
  reservation('us-east-1', 'r5.large', '0.079', ['331', '0.0378'], '648'),
  reservation('us-east-1', 'r5.xlarge', '0.158', ['662', '0.0756'], '1296'),
  reservation('eu-central-1', 't3.medium', '0.0301', ['129', '0.0147'], '246'),
  reservation('eu-central-1', 'm5.large', '0.0725', ['302', '0.0345'], '592'),
  reservation('eu-central-1', 'm6a.large', '0.06848', ['285', '0.0326'], '559'),
].flat();

/** The discounts of plans without upfront payment in percent: for one family, and for all compute. */
const FAMILIES = { t3: [37, 27], m5: [37, 27], m6a: [34, 19], c5: [37, 27], r5: [37, 27], g4dn: [37, 26], p3: [34, 23] } as const;
const OTHER_COMPUTING = [
  { service: 'AWSLambda', name: 'Lambda-GB-Second', percent: 12 },
  { service: 'AmazonECS', name: 'Fargate-vCPU-Hours:perCPU', percent: 15 },
  { service: 'AmazonECS', name: 'Fargate-GB-Hours', percent: 15 },
];
/** The additional discount for upfront payment in percent. */
const PAYMENTS = { 'No Upfront': 0, 'Partial Upfront': 3, 'All Upfront': 4 } as const;

/** Returns one-year Savings Plans for these prices: one per family and Region, and one for all compute. */
export function savingsPlans(prices: PriceListInput['prices']): SavingsPlans {
  const rateOf = ({ service, usageType, region, tiers }: (typeof prices)[number], percent: number) => ({
    service,
    usageType,
    region,
    rate: lessPercent(tiers[0]?.rate ?? '0', percent),
  });
  const familyOf = (usageType: string) => /BoxUsage:([a-z0-9]+)\./.exec(usageType)?.[1];
  return keysOf(PAYMENTS).flatMap((payment) => {
    const more = PAYMENTS[payment];
    const terms = { years: 1, payment } as const;
    const ofFamilies = Object.entries(FAMILIES).flatMap(([family, [own]]) => {
      const instances = prices.filter(({ usageType }) => familyOf(usageType) === family);
      const regions = [...new Set(instances.map(({ region }) => region))];
      return regions.map((region) => ({
        ...terms,
        kind: 'EC2Instance' as const,
        family,
        region,
        rates: instances.filter((price) => price.region === region).map((price) => rateOf(price, own + more)),
      }));
    });
    const computing = prices.flatMap((price) => {
      const family = familyOf(price.usageType);
      const other = OTHER_COMPUTING.find(({ service, name }) => price.service === service && price.usageType.endsWith(name));
      const percent = isOneOf(keysOf(FAMILIES), family) ? FAMILIES[family][1] : other?.percent;
      return percent === undefined ? [] : [rateOf(price, percent + more)];
    });
    return [...ofFamilies, { ...terms, kind: 'Compute' as const, family: null, region: null, rates: computing }];
  });
}

function lessPercent(rate: string, percent: number): string {
  const whole = parseDecimal(rate, PICO) ?? 0n;
  return formatDecimal(divideHalfEven(whole * BigInt(100 - percent), 100n), PICO);
}
