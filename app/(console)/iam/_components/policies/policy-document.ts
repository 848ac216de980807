import { layOut } from '@/components/access/lay-out';

/** Decodes and formats a percent-encoded document from IAM. */
export function documentText(encoded = ''): string {
  return layOut(decodeURIComponent(encoded));
}
