import { answerProgress } from '@/lib/console/class-live';

export async function GET(request: Request, { params }: { params: Promise<{ id: string }> }) {
  return answerProgress(request, (await params).id);
}
