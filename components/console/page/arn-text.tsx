import { Fragment } from 'react';

/** An ARN, which breaks after `:` and `/` and, where a part alone is too long for a line, within that. */
export function ArnText({ arn }: { arn: string }) {
  const parts = arn.split(/(?<=[:/])/);
  return (
    <span className="wrap-anywhere font-mono text-sm">
      {parts.map((part, at) => (
        // biome-ignore lint/suspicious/noArrayIndexKey: the parts of one text have no other name
        <Fragment key={at}>
          {part}
          <wbr />
        </Fragment>
      ))}
    </span>
  );
}
