import { notFound } from 'next/navigation';

/** Whatever address no other page has. A page of its own, so that no other one loads what saying so takes. */
export default function NoPage() {
  notFound();
}
