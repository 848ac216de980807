/** An ARN, which breaks after `:` and `/` and, where a part alone is too long for a line, within that: not at the hyphens of shorter names. */
export function ArnText({ arn }: { arn: string }) {
  const parts = arn.split(/(?<=[:/])/);
  return (
    <span className="wrap-anywhere font-mono text-sm">
      {parts.map((part, at) => (
        // biome-ignore lint/suspicious/noArrayIndexKey: the parts of one text have no other name
        <span key={at} className="inline-block max-w-full">
          {part}
        </span>
      ))}
    </span>
  );
}
