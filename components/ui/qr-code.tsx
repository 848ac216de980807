import { encode } from 'uqr';
import { classNames } from './class-names';

type QrCodeProps = {
  text: string;
  /** Describes the target for screen readers. */
  label: string;
  className?: string;
};

/** A text as a QR code with its margin: black on white in both themes, as readers require. */
export function QrCode({ text, label, className }: QrCodeProps) {
  const { data, size } = encode(text, { ecc: 'M', border: 4 });
  const path = data.flatMap((row, y) => row.flatMap((isDark, x) => (isDark ? [`M${x} ${y}h1v1h-1z`] : []))).join('');
  return (
    <svg
      role="img"
      aria-label={label}
      viewBox={`0 0 ${size} ${size}`}
      shapeRendering="crispEdges"
      className={classNames('block rounded-md', className)}
      style={{ background: '#fff' }}
    >
      <path d={path} fill="#000" />
    </svg>
  );
}
