import { answerOwnAttempt } from '@/lib/console/class-live';

export async function GET(request: Request, { params }: { params: Promise<{ id: string }> }) {
  return answerOwnAttempt(request, (await params).id);
}
