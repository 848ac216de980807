/**
 * Returns the source identity that the history records for an instructor in a student's accounts, made of characters that AWS
 * allows.
 */
export function sourceIdentityOf(instructor: string): string {
  return `instructor-${instructor.normalize('NFD').replace(/[^\w+=,.@-]+/g, '-')}`.slice(0, 64);
}
