/** What the history has as the source identity of an instructor who is in a student's accounts: the name in the characters that one has. */
export function sourceIdentityOf(instructor: string): string {
  return `instructor-${instructor.normalize('NFD').replace(/[^\w+=,.@-]+/g, '-')}`.slice(0, 64);
}
