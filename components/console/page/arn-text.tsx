/** Renders an ARN that wraps after `:` and `/`, not at hyphens. Only a part that is longer than a line wraps inside. */
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
