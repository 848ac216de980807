import { Table, TableBody, TableCell, TableHead, TableHeader, TableRow } from '@/components/ui/table';
import { dollars, exactDollars, isZero } from '../../_components/amounts';
import { oneUnit } from '../../_components/units';
import { amountOf, type Dimension, tierPart } from './savings-words';

/** The chart as a table: a row for each tier, a column for each account. */
export function TiersTable({ of: dimension }: { of: Dimension }) {
  const { Tiers, Accounts, Others, Together, Separate, Free, Covered } = dimension;
  const quantity = (text = '0') => (isZero(text) ? '–' : amountOf(text, dimension));
  const hasUnpaid = !isZero(Free) || !isZero(Covered);
  return (
    <Table label={`${dimension.Description}: tiers and accounts`}>
      <TableHead>
        <TableRow>
          <TableHeader>Tier</TableHeader>
          <TableHeader align="end">For a {oneUnit(dimension.Unit)}</TableHeader>
          {Accounts.map(({ AccountId, Name }) => (
            <TableHeader key={AccountId} align="end">
              <span className="inline-block max-w-40 truncate align-bottom" title={AccountId}>
                {Name ?? AccountId}
              </span>
            </TableHeader>
          ))}
          {Others ? <TableHeader align="end">{Others.AccountCount} others</TableHeader> : null}
          <TableHeader align="end">Together</TableHeader>
          <TableHeader align="end">Charge</TableHeader>
        </TableRow>
      </TableHead>
      <TableBody>
        {Tiers.map(({ From, Rate, Quantity, Amount }, tier) => (
          <TableRow key={From}>
            <TableCell className="whitespace-nowrap">{tierPart(dimension, tier)}</TableCell>
            <TableCell align="end">{exactDollars(Rate)}</TableCell>
            {Accounts.map(({ AccountId, Tiers: own }) => (
              <TableCell key={AccountId} align="end" className="whitespace-nowrap">
                {quantity(own[tier])}
              </TableCell>
            ))}
            {Others ? (
              <TableCell align="end" className="whitespace-nowrap">
                {quantity(Others.Tiers[tier])}
              </TableCell>
            ) : null}
            <TableCell align="end" className="whitespace-nowrap">
              {quantity(Quantity)}
            </TableCell>
            <TableCell align="end">{dollars(Amount)}</TableCell>
          </TableRow>
        ))}
        {hasUnpaid ? (
          <TableRow>
            <TableCell>Free and covered</TableCell>
            <TableCell align="end">$0.00</TableCell>
            <TableCell colSpan={Accounts.length + (Others ? 1 : 0)} />
            <TableCell align="end" className="whitespace-nowrap">
              {[Free, Covered]
                .filter((text) => !isZero(text))
                .map((text) => amountOf(text, dimension))
                .join(' + ')}
            </TableCell>
            <TableCell align="end">$0.00</TableCell>
          </TableRow>
        ) : null}
        <TableRow>
          <TableCell>Together</TableCell>
          <TableCell />
          {Accounts.map(({ AccountId, Unblended }) => (
            <TableCell key={AccountId} align="end">
              {dollars(Unblended)}
            </TableCell>
          ))}
          {Others ? <TableCell align="end">{dollars(Others.Unblended)}</TableCell> : null}
          <TableCell align="end" className="whitespace-nowrap">
            {amountOf(dimension.Quantity, dimension)}
          </TableCell>
          <TableCell align="end" className="font-semibold">
            {dollars(Together)}
          </TableCell>
        </TableRow>
        <TableRow>
          <TableCell>Separately</TableCell>
          <TableCell />
          {Accounts.map(({ AccountId, Alone }) => (
            <TableCell key={AccountId} align="end">
              {dollars(Alone.Amount)}
            </TableCell>
          ))}
          {Others ? <TableCell align="end">{dollars(Others.Alone)}</TableCell> : null}
          <TableCell />
          <TableCell align="end" className="font-semibold">
            {dollars(Separate)}
          </TableCell>
        </TableRow>
      </TableBody>
    </Table>
  );
}
