/** Returns a comment line for shell and Terraform, whatever the text contains. */
export function comment(text: string): string {
  return `# ${text.replace(/\p{Cc}+/gu, ' ')}`;
}
