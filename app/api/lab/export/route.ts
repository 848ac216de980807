import { answerOwnExport } from '@/lib/console/class-live';

export async function GET() {
  return answerOwnExport();
}
