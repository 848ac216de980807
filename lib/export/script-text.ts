/** A line of comment, in the shell as in Terraform, whatever the text holds. */
export function comment(text: string): string {
  return `# ${text.replace(/\p{Cc}+/gu, ' ')}`;
}
