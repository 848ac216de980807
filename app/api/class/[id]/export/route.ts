import { answerClassExport } from '@/lib/console/class-live';

export async function GET(_request: Request, { params }: { params: Promise<{ id: string }> }) {
  return answerClassExport((await params).id);
}
