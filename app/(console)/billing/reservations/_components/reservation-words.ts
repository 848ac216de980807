import { typeOf } from '../../_components/advances/offers';
import { exactDollars, isZero } from '../../_components/amounts';
import type { Reservation } from '../../queries';

/** Returns the name of a reservation: number and type. */
export function reservationName({ Count, UsageType }: Pick<Reservation, 'Count' | 'UsageType'>): string {
  return `${Count.toLocaleString('en')} × ${typeOf(UsageType)}`;
}

/** Returns its scope. */
export function reservationScope({ Region, Zone, SizeFlexible, Operation }: Reservation): string {
  const where = Zone === undefined ? Region : `${Zone} in ${Region}`;
  return [where, ...(Operation === undefined ? [] : [Operation]), SizeFlexible ? 'all sizes of the family' : 'one size'].join(
    ', ',
  );
}

/** Returns its price. */
export function reservationPrice({ Upfront, Hourly, Monthly }: Reservation): string {
  const recurring = Hourly ?? Monthly ?? '0';
  const unit = Hourly === undefined ? 'a month in total' : 'an hour each';
  const parts = [
    ...(isZero(Upfront) ? [] : [`${exactDollars(Upfront)} upfront`]),
    ...(isZero(recurring) ? [] : [`${exactDollars(recurring)} ${unit}`]),
  ];
  return parts.length === 0 ? 'Nothing' : parts.join(', ');
}
