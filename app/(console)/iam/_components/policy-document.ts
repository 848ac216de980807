import { layOut } from '@/components/access/lay-out';

/** A document as IAM returns it, percent-encoded, as text laid out for reading. */
export function documentText(encoded: string | undefined): string {
  return layOut(decodeURIComponent(encoded ?? ''));
}
