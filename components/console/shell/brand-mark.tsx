/** Renders the logo of Gatehouse. */
export function BrandMark({ size = 20 }: { size?: number }) {
  return (
    <svg
      aria-hidden
      width={size}
      height={size}
      viewBox="0 0 20 20"
      fill="none"
      stroke="currentColor"
      strokeWidth="1.7"
      className="shrink-0 text-accent"
    >
      <path
        d="M3 17V8a7 7 0 0 1 14 0v9M3 17h3.5M13.5 17H17M6.5 17V9a3.5 3.5 0 0 1 7 0v8"
        strokeLinecap="round"
        strokeLinejoin="round"
      />
    </svg>
  );
}
